import { NS_PER_MS, NS_PER_S, type TimeNs } from "@phm/domain";

/** They may take it later; with what their answer says of when, the header Retry-After. */
export class NotNow extends Error {
  override readonly name = "NotNow";

  constructor(
    message: string,
    readonly retryAfter: string | null,
  ) {
    super(message);
  }
}

/** Nobody is left alone for longer: their word may be a slip. */
const LONGEST_PAUSE_NS = 3_600n * NS_PER_S;

/** How long they want to be left alone, at most an hour: seconds, or until a date (RFC 9110, 10.2.3); 0 where that cannot be read. */
export function pauseOf(retryAfter: string | null, nowNs: TimeNs): TimeNs {
  const text = retryAfter ?? "";
  const untilMs = Date.parse(text);
  const pauseNs = /^\d{1,9}$/.test(text) ? BigInt(text) * NS_PER_S : Number.isNaN(untilMs) ? 0n : BigInt(untilMs) * NS_PER_MS - nowNs;
  if (pauseNs < 0n) return 0n;
  return pauseNs > LONGEST_PAUSE_NS ? LONGEST_PAUSE_NS : pauseNs;
}
