import { setTimeout as sleep } from "node:timers/promises";
import type { Acquisition, AssetConfig } from "@phm/domain";
import { InvalidValue, secondsBetween } from "@phm/domain";

/** Something that can be replayed: its assets, how many acquisitions it has, and the acquisitions themselves. */
export interface ReplaySource {
  /** What it is and where it comes from, for the reader of the output. */
  readonly title: string;
  readonly assets: readonly AssetConfig[];
  readonly count: number;
  acquisitions(): AsyncIterable<Acquisition> | Iterable<Acquisition>;
}

/** As fast as it goes, or this many times faster than it was recorded. */
export type ReplaySpeed = "max" | number;

/** @throws InvalidValue unless the text is `max` or a number above 0. */
export function parseSpeed(text: string): ReplaySpeed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidValue("speed", text, "max, or a number above 0 (1 is as recorded)");
}

/** Holds each acquisition back until its time has come. */
export async function* paced(
  acquisitions: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  speed: ReplaySpeed,
  signal?: AbortSignal,
): AsyncIterable<Acquisition> {
  let startedMs: number | undefined;
  let firstNs = 0n;
  for await (const acquisition of acquisitions) {
    if (speed !== "max") {
      if (startedMs === undefined) {
        startedMs = Date.now();
        firstNs = acquisition.startTimeNs;
      }
      const dueMs = startedMs + (secondsBetween(firstNs, acquisition.startTimeNs) / speed) * 1000;
      await sleep(Math.max(0, dueMs - Date.now()), undefined, signal && { signal });
    }
    yield acquisition;
  }
}
