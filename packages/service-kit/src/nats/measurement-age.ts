import type { Metrics } from "../metrics/metrics.js";
import type { ReceivedMessage } from "./in-order-types.js";

/** When the live measurement ended that a message was made from, ns since 1970 by ingest's clock. Recorded data have none: their age says nothing. */
const MEASURED_HEADER = "Phm-Measured-Ns";
const NS = /^\d{1,19}$/;
/** From what nobody waits for to what somebody has to look into. */
const BUCKETS_S = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600];

type WithHeaders = Pick<ReceivedMessage, "header">;

/** Headers of the first message of a measurement. */
export function measuredHeader(endNs: bigint): Readonly<Record<string, string>> {
  return { [MEASURED_HEADER]: String(endNs) };
}

/** Headers of what is made from a message: the measurement is the same. */
export function measuredHeaderOf(message: WithHeaders): Readonly<Record<string, string>> {
  const noted = message.header(MEASURED_HEADER);
  return noted !== undefined && NS.test(noted) ? measuredHeader(BigInt(noted)) : {};
}

/** How old measurements are when a step of the chain is done with them: the age that a person sees, queues and retries included. */
export class MeasurementAge {
  readonly #age;

  /** @param step what is done by then, for the help text: `its features are on record` */
  constructor(
    metrics: Metrics,
    step: string,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.#age = metrics.histogram("measurement_age_seconds", `From the end of a live measurement until ${step}`, [], BUCKETS_S);
  }

  observe(message: WithHeaders): void {
    const noted = message.header(MEASURED_HEADER);
    if (noted === undefined || !NS.test(noted)) return;
    this.#age.observe(Math.max(0, (this.nowMs() - Number(BigInt(noted) / 1_000_000n)) / 1000));
  }
}
