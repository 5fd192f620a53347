import { setTimeout as sleep } from "node:timers/promises";
import { parseTimeNs, type TimeNs } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { ApiClient } from "./api-client.js";

const POLL_MS = 200;
/** The chain may restart a part on the way; it does not stand still for longer than this. */
const STANDSTILL_MS = 120_000;

/** Waits until the advice on each asset covers the given time: everything that was sent has gone all the way. */
export async function catchUp(api: ApiClient, lastTimes: ReadonlyMap<string, TimeNs>, signal?: AbortSignal): Promise<void> {
  for (const [asset, lastTimeNs] of lastTimes) {
    let reached = "";
    let sinceMs = Date.now();
    for (;;) {
      const asOf = (await reachedBy(api, asset)) ?? "";
      if (asOf && parseTimeNs(asOf) >= lastTimeNs) break;
      if (asOf !== reached) {
        reached = asOf;
        sinceMs = Date.now();
      }
      if (Date.now() - sinceMs > STANDSTILL_MS) {
        throw new ServiceError(
          "deadline_exceeded",
          `the suite stands still: the advice on ${asset} covers ${asOf || "nothing"} since ${STANDSTILL_MS / 1000} s (see the logs)`,
        );
      }
      await sleep(POLL_MS, undefined, signal && { signal });
    }
  }
}

async function reachedBy(api: ApiClient, asset: string): Promise<string | undefined> {
  try {
    return (await api.advisories(asset)).asOf?.time;
  } catch (error) {
    // A part of the suite that is being restarted does not answer for a moment.
    if (ServiceError.from(error).retryable) return undefined;
    throw error;
  }
}
