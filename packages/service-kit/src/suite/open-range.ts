import { InvalidValue, type TimeNs } from "@phm/domain";

const OPEN = 0n;

export interface OpenRange {
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
}

/** A range of time as the contract writes it: 0 means open. @throws InvalidValue when it ends before it begins */
export function openRange({ fromNs, toNs }: { readonly fromNs: TimeNs; readonly toNs: TimeNs }): OpenRange {
  if (fromNs > OPEN && toNs > OPEN && fromNs >= toNs) throw new InvalidValue("fromNs", fromNs, "before toNs");
  return { ...(fromNs > OPEN ? { fromNs } : {}), ...(toNs > OPEN ? { toNs } : {}) };
}
