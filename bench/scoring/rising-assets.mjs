import { DEFAULT_TIME_SCALE } from "@phm/diagnostics";
import { NO_PROGNOSIS, prognose } from "@phm/prognostics";

const START_NS = 1_600_000_000_000_000_000n;
const MINUTE_NS = 60_000_000_000n;
const HISTORY_MINUTES = 12;

/** Machines that all stand in a rise, so that each is given a whole estimate: the dearest answer that serving has. */
export class RisingAssets {
  #states;
  #minute = 0;

  constructor(served, count) {
    this.served = served;
    this.#states = Array.from({ length: count }, () => NO_PROGNOSIS);
    for (let minute = 0; minute < HISTORY_MINUTES; minute++) this.score();
  }

  /** One acquisition of every machine: indicators, model, interval, words. @returns how many got an estimate */
  score() {
    const timeNs = START_NS + BigInt(this.#minute++) * MINUTE_NS;
    let estimates = 0;
    for (let asset = 0; asset < this.#states.length; asset++) {
      const levelRatio = 2 + (asset % 11) / 2 + (this.#minute % 5) / 10;
      const seen = { timeNs, levelRatio, rising: true, onset: true, learning: false };
      const [next, life] = prognose(this.#states[asset], seen, this.served, DEFAULT_TIME_SCALE);
      this.#states[asset] = next;
      if (life.status === "estimate") estimates++;
    }
    return estimates;
  }
}
