import { setTimeout as sleep } from "node:timers/promises";
import { type Acquisition, addSeconds, NS_PER_MS } from "@phm/domain";
import type { SimulatedFleet } from "@phm/simulator";

export interface Schedule {
  /** Acquisitions of all machines together in a second. */
  readonly perSecond: number;
  /** How many in all. */
  readonly count: number;
  /** When the first is due, ms since 1970. */
  readonly startMs: number;
  /** This stream takes the machines whose number leaves `stream` when divided by `streams`: a machine's acquisitions stay in order. */
  readonly stream: number;
  readonly streams: number;
}

/**
 * Acquisitions of a fleet when they are due, evenly spread, machine after machine. One that cannot be sent in time is sent as soon as it can be: a
 * load that waits for the suite would hide that the suite is too slow.
 * @param behind told how late each was asked for, s
 */
export async function* scheduled(
  fleet: SimulatedFleet,
  { perSecond, count, startMs, stream, streams }: Schedule,
  behind: (seconds: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<Acquisition> {
  for (let n = 0; n < count && !signal?.aborted; n++) {
    const machine = n % fleet.configs.length;
    if (machine % streams !== stream) continue;
    const waitMs = startMs + (n / perSecond) * 1000 - Date.now();
    if (waitMs > 0) await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => {});
    if (signal?.aborted) return;
    behind(Math.max(0, -waitMs / 1000));
    // It has just ended.
    yield fleet.acquisition(machine, addSeconds(BigInt(Date.now()) * NS_PER_MS, -fleet.durationS));
  }
}
