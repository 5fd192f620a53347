import { describe, expect, test } from "@jest/globals";
import { type AssetConfig, pointId } from "@phm/domain";
import fc from "fast-check";
import { CONFIG, featuresAt, POINT } from "../../test/synthetic-features.js";
import { type ExpectedChannels, expectChannels } from "./expected-channels.js";

const OTHER = pointId("v");
const TWO: AssetConfig = { ...CONFIG, points: [...CONFIG.points, { id: OTHER, quantity: "acceleration", unit: "g" }] };

/** An acquisition with one or both points. */
function features(seconds: number, points: readonly string[]) {
  const [channel] = featuresAt(seconds, { level: 1 }).channels;
  return { ...featuresAt(seconds, { level: 1 }), channels: points.map((point) => ({ ...channel!, point: pointId(point) })) };
}

function run(deliveries: readonly (readonly string[])[], config = TWO): { state: ExpectedChannels; missing: string[][] } {
  let state: ExpectedChannels = [];
  const missing = deliveries.map((points, i) => {
    const [next, completed] = expectChannels(state, features(i, points), config);
    state = next;
    return completed.channels
      .filter(({ sensorFaults }) => sensorFaults.some(({ kind }) => kind === "missing_channel"))
      .map(({ point }) => point);
  });
  return { state, missing };
}

const both = (count: number) => Array<string[]>(count).fill([POINT, OTHER]);
const one = (count: number) => Array<string[]>(count).fill([POINT]);

describe("expected channels", () => {
  test("a point that came with the others and no longer does is missing, by name, until it comes again", () => {
    const { missing } = run([...both(20), ...one(3), ...both(1)]);
    expect(missing.slice(0, 20).flat()).toEqual([]);
    expect(missing.slice(20)).toEqual([[OTHER], [OTHER], [OTHER], []]);
  });

  test("the missing channel says since how many acquisitions, and carries no figure", () => {
    const { state } = run([...both(20), ...one(4)]);
    const [, completed] = expectChannels(state, features(99, [POINT]), TWO);
    expect(completed.channels[1]).toMatchObject({
      point: OTHER,
      values: {},
      sensorFaults: [{ kind: "missing_channel", value: 5, limit: 0 }],
    });
  });

  test("points that are delivered in turn are never missing", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 2, maxLength: 30 }), (lengths) => {
        const deliveries = lengths.flatMap((length, i) => Array<string[]>(length).fill(i % 2 === 0 ? [POINT] : [OTHER]));
        expect(run(deliveries).missing.flat()).toEqual([]);
      }),
    );
  });

  test("a point that never came is not missing, and one that is taken off the register is missing no longer", () => {
    expect(run(one(60)).missing.flat()).toEqual([]);
    const { state } = run([...both(20), ...one(2)]);
    expect(expectChannels(state, features(50, [POINT]), CONFIG)[1].channels).toHaveLength(1);
  });

  test("a complete acquisition passes as it is", () => {
    const whole = features(0, [POINT, OTHER]);
    expect(expectChannels([], whole, TWO)[1]).toBe(whole);
  });
});
