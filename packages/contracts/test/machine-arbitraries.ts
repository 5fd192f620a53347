import {
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  FAILURE_MODES,
  type FailureCause,
  type FailureMechanism,
  type FaultKnowledge,
  type KnowledgeEntry,
  type KnowledgeRevision,
  type MachineKinematics,
  REPORTED_FAILURE_MODES,
  type ReportedFailureMode,
  TIERS,
} from "@phm/domain";
import fc from "fast-check";
import { bearing } from "./bearing-arbitraries.js";

const id = fc.stringMatching(/^[A-Za-z0-9_泵]{1,12}$/);
const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const count = fc.integer({ min: 0, max: 100_000 });
const optional = <T, K extends keyof T>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, requiredKeys: K[]) =>
  fc.record(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<T>;
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

export const machineKinematics = optional(
  {
    referenceShaft: id,
    shafts: few(optional({ id, speedRatio: figure, ratedSpeedRpm: figure }, ["id"])),
    gearMeshes: few(fc.record({ id, drivingShaft: id, drivenShaft: id, drivingTeeth: count, drivenTeeth: count })),
    belts: few(
      optional(
        { id, drivingShaft: id, drivenShaft: id, drivingPulleyDiameterMm: figure, drivenPulleyDiameterMm: figure, lengthMm: figure },
        ["id", "drivingShaft", "drivenShaft", "drivingPulleyDiameterMm", "drivenPulleyDiameterMm"],
      ),
    ),
    bladedWheels: few(fc.record({ id, shaft: id, blades: count })),
    bearings: few(
      fc.record({
        id,
        shaft: id,
        bearing,
      }),
    ),
    motor: optional({ shaft: id, rotorBars: count }, ["shaft"]),
  },
  ["referenceShaft", "shafts", "gearMeshes", "belts", "bladedWheels", "bearings"],
) as fc.Arbitrary<MachineKinematics>;

/** An entry is checked on its way in, so its texts are such as pass. */
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => `x${text}`);
const bilingual = fc.record({ en: words, zh: words });
const coded = <Code extends string>(table: Readonly<Record<Code, unknown>>) =>
  fc.record({ code: fc.constantFrom(...(Object.keys(table) as Code[])), text: bilingual });

export const faultKnowledge: fc.Arbitrary<FaultKnowledge> = fc.record({
  failureMode: fc.constantFrom(...FAILURE_MODES),
  reportedAs: fc.constantFrom(...(Object.keys(REPORTED_FAILURE_MODES) as ReportedFailureMode[])),
  mechanism: coded<FailureMechanism>(FAILURE_MECHANISMS),
  causes: fc.array(coded<FailureCause>(FAILURE_CAUSES), { minLength: 1, maxLength: 3 }),
  confirm: fc.array(bilingual, { minLength: 1, maxLength: 3 }),
  actions: fc.array(bilingual, { minLength: 1, maxLength: 3 }),
  checks: few(bilingual),
  tools: few(bilingual),
  parts: few(fc.record({ name: bilingual, quantity: fc.integer({ min: 1, max: 100 }) })),
  estimatedHours: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  urgency: fc.constantFrom(...TIERS),
});

export const knowledgeEntry: fc.Arbitrary<KnowledgeEntry> = fc.record({
  knowledge: faultKnowledge,
  version: count,
  isSiteEntry: fc.boolean(),
  baseVersion: words,
});

export const knowledgeRevision = optional(
  {
    version: count,
    author: words,
    timeNs: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    note: fc.string({ unit: "grapheme", maxLength: 40 }),
    knowledge: faultKnowledge,
  },
  ["version", "author", "timeNs", "note"],
) as fc.Arbitrary<KnowledgeRevision>;
