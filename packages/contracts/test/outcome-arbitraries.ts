import { type AssetRef, FAILURE_MODES, type LifeOutcome, type ModelOutcome, type ModelQuality } from "@phm/domain";
import fc from "fast-check";

const count = fc.integer({ min: 0, max: 2 ** 31 });
const ln = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const lnOrNull = fc.option(ln, { nil: null });
const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const model = fc.string({ unit: "grapheme", maxLength: 20 });

const modelOutcome: fc.Arbitrary<ModelOutcome> = fc.record({
  model,
  estimates: count,
  covered: count,
  pinballLn: lnOrNull,
  medianErrorLn: lnOrNull,
  lowerBounds: count,
  lowerBoundsHeld: count,
  censored: count,
  outlasted: count,
  remainingLn: fc.array(ln, { maxLength: 5 }),
});

export const lifeOutcomeOf = (ref: fc.Arbitrary<AssetRef>): fc.Arbitrary<LifeOutcome> =>
  fc.record(
    {
      ref,
      verdictId: model,
      failureMode: fc.constantFrom(...FAILURE_MODES),
      lifeStartNs: time,
      lifeEndNs: time,
      closedNs: time,
      censored: fc.boolean(),
      byModel: fc.array(modelOutcome, { maxLength: 3 }),
      momentsLn: fc.array(ln, { maxLength: 5 }),
    },
    {
      requiredKeys: ["ref", "verdictId", "lifeStartNs", "lifeEndNs", "closedNs", "censored", "byModel", "momentsLn"],
      noNullPrototype: true,
    },
  ) as fc.Arbitrary<LifeOutcome>;

const share = fc.option(fc.record({ ratio: ln, low: ln, high: ln, lives: count }), { nil: null });

export const modelQuality: fc.Arbitrary<ModelQuality> = fc.record({
  model,
  coverage: share,
  boundsHeld: share,
  pinballLn: lnOrNull,
  priorPinballLn: lnOrNull,
  medianErrorLn: lnOrNull,
  censoredLives: count,
  outlastedLives: count,
});
