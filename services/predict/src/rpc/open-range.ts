import { InvalidValue, type TimeNs } from "@phm/domain";

const OPEN = 0n;

/** A range of time as the contract writes it: 0 means open. @throws InvalidValue when it ends before it begins */
export function openRange({ fromNs, toNs }: { readonly fromNs: TimeNs; readonly toNs: TimeNs }): {
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
} {
  if (fromNs > OPEN && toNs > OPEN && fromNs >= toNs) throw new InvalidValue("fromNs", fromNs, "before toNs");
  return { ...(fromNs > OPEN ? { fromNs } : {}), ...(toNs > OPEN ? { toNs } : {}) };
}
