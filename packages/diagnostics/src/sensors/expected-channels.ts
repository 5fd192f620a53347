import type { AssetConfig, ChannelFeatures, FeatureVector, PointId } from "@phm/domain";

/** A point that has come in so many acquisitions in a row is expected in every one that follows. */
const EXPECTED_AFTER = 20;
/** What is kept of a long absence: enough to show. */
const MOST_MISSED = 9999;

/** How one point of the asset has come lately. */
interface ExpectedChannel {
  readonly point: PointId;
  /** Acquisitions in a row that it came in, up to 20: then it is expected. */
  readonly streak: number;
  /** Acquisitions in a row that it has been missing from, once expected. */
  readonly missed: number;
}

/** Which channels come together. Plain JSON, one short entry a point. */
export type ExpectedChannels = readonly ExpectedChannel[];

function step(before: ExpectedChannel, isPresent: boolean): ExpectedChannel {
  const isExpected = before.streak >= EXPECTED_AFTER;
  if (isPresent) return { ...before, streak: Math.min(EXPECTED_AFTER, before.streak + 1), missed: 0 };
  // A sender may deliver its points in turn: what is not there each time is not expected each time.
  return isExpected ? { ...before, missed: Math.min(MOST_MISSED, before.missed + 1) } : { ...before, streak: 0 };
}

/**
 * Follows which of the registered points come. A point that came in 20 acquisitions in a row and then does not come with the others is
 * missing; it is expected until the register has it no longer.
 * @returns the features with a channel for each missing point, that holds nothing but the fault `missing_channel`: so that a level over
 *   fewer channels is not compared with one over all. `value` is how many acquisitions in a row it has been missing from.
 */
export function expectChannels(state: ExpectedChannels, features: FeatureVector, config: AssetConfig): [ExpectedChannels, FeatureVector] {
  const present = new Set(features.channels.map(({ point }) => point));
  const next = config.points.flatMap(({ id }) => {
    const before = state.find(({ point }) => point === id) ?? { point: id, streak: 0, missed: 0 };
    const after = step(before, present.has(id));
    return after.streak === 0 ? [] : [after];
  });
  const missing = next.flatMap(({ point, missed }): ChannelFeatures[] => {
    const registered = config.points.find(({ id }) => id === point);
    if (missed === 0 || !registered) return [];
    const { quantity, unit } = registered;
    return [{ point, quantity, unit, values: {}, spectra: [], sensorFaults: [{ kind: "missing_channel", value: missed, limit: 0 }] }];
  });
  return [next, missing.length === 0 ? features : { ...features, channels: [...features.channels, ...missing] }];
}
