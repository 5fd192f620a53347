import type { Acquisition, SensorFault } from "@phm/domain";
import { NS_PER_S } from "@phm/domain";

/**
 * A sender's clock may be so wrong, s. A network clock that works is within milliseconds, one that is set by hand within seconds; from
 * ten seconds on, acquisitions of two senders of one machine no longer tell what came first.
 */
const MAX_OFFSET_S = 10;

/**
 * `clock_offset`: the sender's clock differs from ours by more than 10 s, either way. `value` is the offset in seconds, without sign.
 * Null where no offset is stated: recorded data are not judged by our clock.
 */
export function clockFault({ clockOffsetNs }: Acquisition): SensorFault | null {
  if (clockOffsetNs === undefined) return null;
  const offsetS = Math.abs(Number(clockOffsetNs)) / Number(NS_PER_S);
  return offsetS > MAX_OFFSET_S ? { kind: "clock_offset", value: offsetS, limit: MAX_OFFSET_S } : null;
}
