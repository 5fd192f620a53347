import { describe, expect, test } from "@jest/globals";
import { addSeconds, assetId, organisationId, siteId, type TimeNs } from "@phm/domain";
import fc from "fast-check";
import { permits, type Question } from "./permission.js";
import { DATA_CLASSES, RESOLUTIONS, type SharingContract } from "./sharing-contract.js";

const OWNER = organisationId("acme");
const OEM = organisationId("pumpmaker");
const SITE = siteId("north");
const NOW: TimeNs = 1_790_000_000_000_000_000n;
const at = (seconds: number): TimeNs => addSeconds(NOW, seconds);
const PUMP = { site: SITE, asset: assetId("p1"), manufacturer: "Pumpmaker", model: "X 200" };

const CONTRACT: SharingContract = {
  ...{ id: "c1", owner: OWNER, oem: OEM, madeBy: "admin", madeNs: at(-1000), expiresNs: at(1000) },
  assets: { by: "list", assets: [{ site: SITE, asset: PUMP.asset }] },
  grants: [{ dataClass: "spectrum", resolution: "raw" }],
  horizon: { delayS: 0 },
};
const ASKED: Question = { owner: OWNER, oem: OEM, of: PUMP, dataClass: "spectrum" };
const asked = (change: Partial<SharingContract>, question: Partial<Question> = {}) =>
  permits([{ ...CONTRACT, ...change }], { ...ASKED, ...question }, NOW);

test("nothing is shared without a contract", () => {
  expect(permits([], ASKED, NOW)).toBeUndefined();
});

test("a contract shows its class of its machine to its maker, up to now", () => {
  expect(asked({})).toEqual({ contract: "c1", untilNs: NOW, resolution: "raw" });
});

test.each<[string, Partial<SharingContract>, Partial<Question>]>([
  ["another maker", {}, { oem: organisationId("other") }],
  ["another owner's machine of the same name", {}, { owner: organisationId("other") }],
  ["another class", {}, { dataClass: "waveform" }],
  ["another machine", {}, { of: { ...PUMP, asset: assetId("p2") } }],
  ["the same name at another site", {}, { of: { ...PUMP, site: siteId("south") } }],
  ["the moment that it expires", { expiresNs: NOW }, {}],
  ["what is revoked", { revoked: { by: "admin", timeNs: NOW } }, {}],
  ["what begins later", { madeNs: at(1) }, {}],
  ["a horizon that the delay has not reached", { horizon: { fromNs: at(-10), delayS: 10 } }, {}],
  ["another model", { assets: { by: "model", manufacturer: "Pumpmaker", model: "X 300" } }, {}],
  [
    "a machine whose model nobody has stated",
    { assets: { by: "model", manufacturer: "Pumpmaker", model: "" } },
    { of: { site: SITE, asset: PUMP.asset } },
  ],
])("nothing is shown of %s", (_, change, question) => {
  expect(asked(change, question)).toBeUndefined();
});

test("a model is found as people write it", () => {
  expect(asked({ assets: { by: "model", manufacturer: " pumpmaker", model: "x 200 " } })).toBeDefined();
});

test("data are shown when the delay is over, and not beyond the horizon's end", () => {
  expect(asked({ horizon: { fromNs: at(-100), delayS: 30 } })).toMatchObject({ fromNs: at(-100), untilNs: at(-30) });
  expect(asked({ horizon: { untilNs: at(-60), delayS: 30 } })).toMatchObject({ untilNs: at(-60) });
});

test("of several contracts the last counts alone, also where it shows less", () => {
  const narrower: SharingContract = {
    ...CONTRACT,
    id: "c2",
    madeNs: at(-10),
    grants: [{ dataClass: "spectrum", resolution: "day", fields: ["lines"] }],
  };
  expect(permits([CONTRACT, narrower], ASKED, NOW)).toEqual({
    contract: "c2",
    untilNs: NOW,
    resolution: "day",
    fields: new Set(["lines"]),
  });
  expect(permits([narrower, CONTRACT], ASKED, NOW)?.contract).toBe("c2");
});

describe("whatever contracts there are", () => {
  const seconds = fc.integer({ min: -5000, max: 5000 });
  const grant = fc.record(
    {
      dataClass: fc.constantFrom(...DATA_CLASSES),
      resolution: fc.constantFrom(...RESOLUTIONS),
      fields: fc.array(fc.constantFrom("rms", "peak", "kurtosis")),
    },
    { requiredKeys: ["dataClass", "resolution"] },
  );
  const contract: fc.Arbitrary<SharingContract> = fc
    .record({
      id: fc.uuid(),
      oem: fc.constantFrom(OEM, organisationId("other")),
      assets: fc.constantFrom(
        CONTRACT.assets,
        { by: "model", manufacturer: "Pumpmaker", model: "X 200" } as const,
        { by: "list", assets: [] } as const,
      ),
      grants: fc.uniqueArray(grant, { selector: ({ dataClass }) => dataClass }),
      times: fc.tuple(seconds, seconds, fc.option(seconds), fc.option(seconds), fc.nat({ max: 3000 })),
      isRevoked: fc.boolean(),
    })
    .map(({ times: [made, expires, from, until, delayS], isRevoked, ...rest }) => ({
      ...rest,
      ...{ owner: OWNER, madeBy: "admin", madeNs: at(made), expiresNs: at(expires) },
      horizon: { ...(from !== null && { fromNs: at(from) }), ...(until !== null && { untilNs: at(until) }), delayS },
      ...(isRevoked && { revoked: { by: "admin", timeNs: NOW } }),
    }));
  const contracts = fc.array(contract, { maxLength: 6 });
  const dataClass = fc.constantFrom(...DATA_CLASSES);

  test("what is shown is what one contract in force grants, and no more", () => {
    fc.assert(
      fc.property(contracts, dataClass, (all, asks) => {
        const shown = permits(all, { ...ASKED, dataClass: asks }, NOW);
        if (!shown) return;
        const source = all.find(({ id }) => id === shown.contract);
        const granted = source?.grants.find((each) => each.dataClass === asks);
        expect(source?.oem).toBe(OEM);
        expect(source?.revoked).toBeUndefined();
        expect(source && source.expiresNs > NOW).toBe(true);
        expect(shown.resolution).toBe(granted?.resolution);
        expect(shown.fields && [...shown.fields].sort()).toEqual(granted?.fields && [...new Set(granted.fields)].sort());
        expect(shown.fromNs).toBe(source?.horizon.fromNs);
        expect(shown.untilNs).toBeLessThanOrEqual(addSeconds(NOW, -(source?.horizon.delayS ?? 0)));
      }),
    );
  });

  test("revoking all of them leaves nothing, and so does the time after the last has expired", () => {
    fc.assert(
      fc.property(contracts, dataClass, (all, asks) => {
        const question = { ...ASKED, dataClass: asks };
        expect(
          permits(
            all.map((each) => ({ ...each, revoked: { by: "admin", timeNs: NOW } })),
            question,
            NOW,
          ),
        ).toBeUndefined();
        expect(permits(all, question, at(5000))).toBeUndefined();
      }),
    );
  });

  test("a longer delay never shows more", () => {
    fc.assert(
      fc.property(contract, dataClass, fc.nat({ max: 3000 }), (one, asks, moreS) => {
        const question = { ...ASKED, dataClass: asks };
        const later = { ...one, horizon: { ...one.horizon, delayS: one.horizon.delayS + moreS } };
        const [before, after] = [permits([one], question, NOW), permits([later], question, NOW)];
        if (after) expect(before && after.untilNs <= before.untilNs).toBe(true);
      }),
    );
  });
});
