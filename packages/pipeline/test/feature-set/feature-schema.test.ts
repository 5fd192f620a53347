import { describe, expect, test } from "@jest/globals";
import { QUANTITIES, type Quantity } from "@phm/domain";
import fc from "fast-check";
import { FEATURE_SCHEMA, featureDefinition } from "../../src/feature-schema/feature-schema.js";
import { createManipulator, FEATURE_SET } from "../../src/manipulate.js";
import { REFERENCE_ACQUISITIONS, referenceAcquisition, referenceConfig, UNITS_OF } from "./reference-signals.js";

/** What is published in a vector, each name with the quantity of its channel; undefined across channels. */
function published(vector: ReturnType<ReturnType<typeof createManipulator>["manipulate"]>): [string, Quantity | undefined][] {
  const ofChannels = vector.channels.flatMap(({ quantity, values }) =>
    Object.keys(values).map((name): [string, Quantity] => [name, quantity]),
  );
  return [...ofChannels, ...Object.keys(vector.acrossChannels).map((name): [string, undefined] => [name, undefined])];
}

describe("the feature schema", () => {
  test("belongs to the feature set of the vectors, and no definition stands twice", () => {
    expect(FEATURE_SCHEMA.featureSet).toBe(FEATURE_SET);
    const names = FEATURE_SCHEMA.definitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("defines every feature that is published, of every quantity, unit, length and sample rate", () => {
    const quantity = fc.constantFrom(...QUANTITIES);
    const channels = fc.array(quantity, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        channels,
        fc.integer({ min: 1, max: 12_000 }),
        fc.integer({ min: 100, max: 60_000 }),
        fc.nat(),
        (quantities, samples, rate, pick) => {
          const given = quantities.map((name) => ({ quantity: name, unit: UNITS_OF[name][pick % UNITS_OF[name].length] as never }));
          const acquisition = referenceAcquisition(given, samples, rate);
          const undefinedNames = published(createManipulator().manipulate(acquisition, referenceConfig(acquisition)))
            .filter(([name, of]) => featureDefinition(name, of) === undefined)
            .map(([name]) => name);
          expect(undefinedNames).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("defines nothing that is never published, for each quantity that it names", () => {
    const vectors = REFERENCE_ACQUISITIONS.map((acquisition) => createManipulator().manipulate(acquisition, referenceConfig(acquisition)));
    const seen = new Set(
      vectors.flatMap(published).map(([name, quantity]) => `${featureDefinition(name, quantity)?.name} ${quantity ?? "across"}`),
    );
    for (const { name, scope, quantities } of FEATURE_SCHEMA.definitions) {
      const expected = scope === "across_channels" ? ["across"] : quantities.length > 0 ? quantities : QUANTITIES;
      for (const quantity of expected) expect([...seen]).toContain(`${name} ${quantity}`);
    }
  });
});
