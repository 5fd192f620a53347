import { fromBinary } from "@bufbuild/protobuf";
import { FeatureVectorSchema, featureVectorFromWire } from "@phm/contracts";
import { type ChannelFeatures, storedTime } from "@phm/domain";
import type { KeptMark } from "../history/open-log.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { FeatureResult } from "../workers/feature-task.js";
import { type KeepReason, type KeepRule, levelsOf, reasonToKeep } from "./keep-rule.js";
import type { KeptSpectra } from "./kept-spectra.js";

/** Keeps the spectra of those points of an acquisition for which they are due. */
export class SpectrumKeeper {
  constructor(
    private readonly rule: KeepRule,
    private readonly kept: KeptSpectra,
    private readonly metrics: FeaturesMetrics,
  ) {}

  /** @returns the marks after it, for the history to store: with them unchanged the same call decides the same */
  async keepDue({ row, encoded }: FeatureResult, marks: readonly KeptMark[]): Promise<readonly KeptMark[]> {
    const due = new Map<string, KeepReason>();
    for (const { point, values } of row.points) {
      const last = marks.find((mark) => mark.point === point);
      const reason = reasonToKeep(this.rule, last, row.timeNs, levelsOf(values));
      if (reason) due.set(point, reason);
    }
    if (due.size === 0) return marks;
    // Decoded only now: of most acquisitions no spectrum is kept.
    const { channels } = featureVectorFromWire(fromBinary(FeatureVectorSchema, encoded));
    const keeping = channels.filter(({ point }) => due.has(point));
    for (const channel of keeping) if (channel.spectra.length > 0) await this.#keep(row, channel, due.get(channel.point) as KeepReason);
    const time = storedTime(row.timeNs);
    // A point that has no spectra is marked too: else it would be due, and all be decoded, with every acquisition.
    const fresh = keeping.map(({ point, values }) => ({ point, time, levels: levelsOf(values) }));
    return [...marks.filter(({ point }) => !due.has(point)), ...fresh];
  }

  async #keep({ ref, acquisition, timeNs, featureSet }: FeatureResult["row"], channel: ChannelFeatures, reason: KeepReason): Promise<void> {
    const { point, unit, spectra } = channel;
    const leftOut = await this.kept.keep({ ref, point, acquisition, timeNs, featureSet, reason, unit, spectra });
    this.metrics.spectraKept(reason);
    if (leftOut > 0) this.metrics.spectraKept("too_large", leftOut);
  }
}
