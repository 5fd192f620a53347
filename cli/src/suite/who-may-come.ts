import { InvalidValue } from "@phm/domain";

/** Whether an address is of this machine alone. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * How a suite on this machine knows who may use its API: `local` by keys that it makes itself, `configured` as the environment says,
 * `open` by nothing, which is for this machine alone.
 */
export type WhoMayCome = "local" | "configured" | "open";

/** @throws InvalidValue where it is to be open to other machines */
export function whoMayCome({ open, host }: { readonly open?: boolean; readonly host: string }, env: NodeJS.ProcessEnv): WhoMayCome {
  if (open) {
    if (!isLoopback(host)) throw new InvalidValue("host", host, "127.0.0.1, ::1 or localhost together with --open");
    return "open";
  }
  return env.PHM_API_KEYS_FILE || env.PHM_OIDC_ISSUER || env.PHM_API_OPEN === "true" ? "configured" : "local";
}
