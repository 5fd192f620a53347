import type { TimeNs } from "@phm/domain";
import { addSeconds, InvalidValue, parseTimeNs } from "@phm/domain";

/** When a run to failure began and ended: the truth of an evaluation, which no service reads. */
export interface EndedLife {
  readonly asset: string;
  readonly startNs: TimeNs;
  readonly endNs: TimeNs;
}

/** Reads the ends of life from a bundle's truth file. @throws InvalidValue naming the asset and field that is missing or malformed */
export function endedLives(truth: unknown): EndedLife[] {
  if (typeof truth !== "object" || truth === null || Array.isArray(truth)) throw new InvalidValue("truth", truth, "an object by asset");
  return Object.entries(truth).map(([asset, row]) => {
    const { endOfLife, lifeS } = (row ?? {}) as { endOfLife?: unknown; lifeS?: unknown };
    if (typeof endOfLife !== "string")
      throw new InvalidValue(`${asset}.endOfLife`, endOfLife, "the time of failure, RFC 3339", "no_end_of_life");
    if (!(typeof lifeS === "number" && lifeS > 0))
      throw new InvalidValue(`${asset}.lifeS`, lifeS, "the length of the life, seconds", "no_end_of_life");
    const endNs = parseTimeNs(endOfLife, `${asset}.endOfLife`);
    return { asset, startNs: addSeconds(endNs, -lifeS), endNs };
  });
}
