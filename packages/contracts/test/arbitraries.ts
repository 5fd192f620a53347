import {
  type Acquisition,
  type Advisory,
  ALARM_EVENT_KINDS,
  ALARM_STATES,
  type Alarm,
  type AlarmTransition,
  type AssessmentOf,
  type AssetConfig,
  type AssetRef,
  acquisitionId,
  assetId,
  BYTES_PER_SAMPLE,
  CONDITION_STATES,
  type ConditionState,
  CRITICALITIES,
  EVIDENCE_KINDS,
  type Evidence,
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  FAILURE_MODES,
  type FailureCause,
  type FailureMechanism,
  type FeatureVector,
  type Finding,
  failureFamily,
  type HealthState,
  type MachineLife,
  ORDER_ORIGINS,
  OUT_OF_USE,
  organisationId,
  pointId,
  READING_QUALITIES,
  type Reading,
  RUL_STATUSES,
  type RulEstimate,
  SENSOR_FAULTS,
  SPECTRUM_KINDS,
  siteId,
  TIERS,
  TIME_SCALES,
  VERDICT_RESULTS,
  type Verdict,
  WEAR_STAGES,
  WORK_ORDER_STATES,
  type WorkOrder,
  ZONES,
} from "@phm/domain";
import fc from "fast-check";
import { bearing } from "./bearing-arbitraries.js";
import { machineKinematics } from "./machine-arbitraries.js";
import { bilingual, conditionCourse, orderEvent, orderTask, orderWork } from "./order-arbitraries.js";

const name = fc.stringMatching(/^[A-Za-z0-9_\-泵机é]{1,24}$/);
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
/** A time that is not the 0 by which the wire says "never". */
const instant = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const count = fc.integer({ min: 0, max: 100_000 });

/** Optional fields are left out rather than set to undefined, as everywhere in the domain. */
const record = <T, K extends keyof T>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, requiredKeys: K[]) =>
  fc.record(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<T>;

export const ref: fc.Arbitrary<AssetRef> = fc.record({
  organisation: name.map(organisationId),
  site: name.map(siteId),
  asset: name.map(assetId),
});
const point = name.map(pointId);
const acquisition = name.map(acquisitionId);
const measured = fc.constantFrom(
  { quantity: "acceleration", unit: "g" } as const,
  { quantity: "acceleration", unit: "m/s2" } as const,
  { quantity: "velocity", unit: "mm/s" } as const,
  { quantity: "displacement", unit: "um" } as const,
  { quantity: "current", unit: "A" } as const,
  { quantity: "voltage", unit: "V" } as const,
  { quantity: "tachometer", unit: "raw" } as const,
);

export const assetConfig: fc.Arbitrary<AssetConfig> = record(
  {
    ref,
    kind: text,
    component: text,
    ratedSpeedRpm: figure,
    supplyHz: figure,
    polePairs: count,
    radialLoadN: figure,
    commissionedAtNs: time,
    runningHours: fc.record({ hours: figure, asOfNs: time }),
    criticality: fc.constantFrom(...CRITICALITIES),
    timeScale: fc.constantFrom(...TIME_SCALES),
    outOfUse: fc.constantFrom(...OUT_OF_USE),
    repairs: fc.integer({ min: 1, max: 1000 }),
    machineClass: fc.record({ group: fc.constantFrom(1, 2), support: fc.constantFrom("rigid", "flexible") }),
    kinematics: machineKinematics,
    points: fc.array(
      fc
        .tuple(record({ id: point, axis: text, location: text, shaft: text, bearing }, ["id"]), measured)
        .map(([rest, what]) => ({ ...(rest as { id: ReturnType<typeof pointId> }), ...what })),
      { maxLength: 4 },
    ),
  },
  ["ref", "kind", "component", "points"],
) as fc.Arbitrary<AssetConfig>;

const channel = (samples: number) =>
  fc
    .tuple(point, measured, fc.constantFrom("i16le", "f32le"), figure, fc.uint8Array({ minLength: samples * 4, maxLength: samples * 4 }))
    .map(([id, what, encoding, scale, bytes]) => ({
      point: id,
      ...what,
      encoding,
      scale,
      data: bytes.subarray(0, samples * BYTES_PER_SAMPLE[encoding]),
    }));

export const acquisitionValue: fc.Arbitrary<Acquisition> = fc.integer({ min: 1, max: 16 }).chain(
  (samples) =>
    record(
      {
        ref,
        id: acquisition,
        timeBase: fc.constantFrom("live", "recorded"),
        startTimeNs: time,
        sampleRateHz: figure,
        samples: fc.constant(samples),
        speedRpm: figure,
        loadN: figure,
        clockOffsetNs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        channels: fc.array(channel(samples), { maxLength: 3 }),
      },
      ["ref", "id", "timeBase", "startTimeNs", "sampleRateHz", "samples", "channels"],
    ) as fc.Arbitrary<Acquisition>,
);

/** Scalars by feature name. */
const values = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/), figure, { noNullPrototype: true });

const channelFeatures = fc
  .tuple(
    record(
      {
        point,
        values,
        spectra: fc.array(
          fc.record({
            kind: fc.constantFrom(...SPECTRUM_KINDS),
            lowHz: figure,
            highHz: figure,
            resolutionHz: figure,
            amplitude: fc.float32Array({ noNaN: true, noDefaultInfinity: true, maxLength: 32 }).map((values) => values.map((x) => x + 0)),
          }),
          { maxLength: 3 },
        ),
        sensorFaults: fc.array(fc.record({ kind: fc.constantFrom(...SENSOR_FAULTS), value: figure, limit: figure }), { maxLength: 3 }),
      },
      ["point", "values", "spectra", "sensorFaults"],
    ),
    measured,
  )
  .map(([rest, what]) => ({ ...rest, ...what }));

export const featureVector = record(
  {
    ref,
    acquisition,
    timeBase: fc.constantFrom("live", "recorded"),
    startTimeNs: time,
    featureSet: text,
    speedRpm: figure,
    loadN: figure,
    channels: fc.array(channelFeatures, { maxLength: 3 }),
    acrossChannels: values,
  },
  ["ref", "acquisition", "timeBase", "startTimeNs", "featureSet", "channels", "acrossChannels"],
) as fc.Arbitrary<FeatureVector>;

const of = { ref, acquisition, timeNs: time, featureSet: text, modelVersion: text } satisfies {
  [K in keyof AssessmentOf]: fc.Arbitrary<AssessmentOf[K]>;
};

export const condition: fc.Arbitrary<ConditionState> = fc.record({
  ...of,
  state: fc.constantFrom(...CONDITION_STATES),
  sinceNs: time,
  zone: fc.option(fc.constantFrom(...ZONES)),
  onsetNs: fc.option(time),
  levelRatio: fc.option(figure),
});

const evidence = record(
  {
    kind: fc.constantFrom(...EVIDENCE_KINDS),
    frequencyHz: figure,
    order: figure,
    snrDb: figure,
    harmonics: count,
    value: figure,
    limit: figure,
    label: text,
  },
  ["kind"],
) as fc.Arbitrary<Evidence>;

const wear = fc.record({ stage: fc.constantFrom(...WEAR_STAGES), evidence: fc.array(evidence, { maxLength: 3 }) });
const seenAt = fc.record({ speedRpm: figure, loadN: figure, currentA: figure }, { requiredKeys: [], noNullPrototype: true });

export const finding = record(
  {
    failureMode: fc.constantFrom(...FAILURE_MODES),
    point,
    confidence: figure,
    rank: count,
    evidence: fc.array(evidence, { maxLength: 3 }),
    counterEvidence: fc.array(evidence, { maxLength: 3 }),
    reasonEn: text,
    reasonZh: text,
    wear,
    seenAt,
  },
  ["failureMode", "point", "confidence", "rank", "evidence", "counterEvidence", "reasonEn", "reasonZh"],
) as fc.Arbitrary<Finding>;

export const health: fc.Arbitrary<HealthState> = fc.record({
  ...of,
  health: fc.option(figure),
  findings: fc.array(finding, { maxLength: 3 }),
  unjudged: fc.array(fc.record({ failureMode: fc.constantFrom(...FAILURE_MODES), missing: text, reasonEn: text, reasonZh: text }), {
    maxLength: 3,
  }),
});

export const alarm: fc.Arbitrary<Alarm> = fc.record({
  ...of,
  id: text,
  state: fc.constantFrom(...ALARM_STATES),
  condition: fc.constantFrom(...CONDITION_STATES),
  active: fc.boolean(),
  raisedNs: fc.option(instant),
  sinceNs: time,
  shelvedUntilNs: fc.option(instant),
  sequence: count,
});

export const alarmTransition = record(
  {
    ref,
    sequence: count,
    timeNs: time,
    event: fc.constantFrom(...ALARM_EVENT_KINDS),
    from: fc.constantFrom(...ALARM_STATES),
    to: fc.constantFrom(...ALARM_STATES),
    condition: fc.constantFrom(...CONDITION_STATES),
    actor: text,
    reason: text,
    acquisition,
  },
  ["ref", "sequence", "timeNs", "event", "from", "to", "condition", "actor", "reason"],
) as fc.Arbitrary<AlarmTransition>;

const remainingLife = {
  status: fc.constantFrom(...RUL_STATUSES),
  p10S: figure,
  p50S: figure,
  p90S: figure,
  failureWithin: fc.array(fc.record({ horizonS: figure, probability: figure }), { minLength: 1, maxLength: 3 }),
  calibration: fc.record({ coverageRatio: figure, lives: count, supported: fc.boolean() }),
  model: text,
  reason: text,
  reasonZh: text,
};
const advisoryRul = record(remainingLife, ["status", "model", "reason", "reasonZh"]);

export const rulEstimate = record({ ...of, ...remainingLife }, [
  "ref",
  "acquisition",
  "timeNs",
  "featureSet",
  "modelVersion",
  "status",
  "model",
  "reason",
  "reasonZh",
]) as fc.Arbitrary<RulEstimate>;

/** What advisories have had from the beginning. */
const saidAdvisory = fc.record({
  id: text,
  ref,
  acquisition,
  timeNs: time,
  ruleVersion: text,
  featureSet: text,
  modelVersion: text,
  tier: fc.constantFrom(...TIERS),
  failureMode: fc.constantFrom(...FAILURE_MODES),
  component: text,
  point,
  confidence: figure,
  dueNs: time,
  rul: advisoryRul,
  evidence: fc.array(evidence, { maxLength: 3 }),
  actionsEn: fc.array(text, { maxLength: 3 }),
  actionsZh: fc.array(text, { maxLength: 3 }),
  reasonEn: text,
  reasonZh: text,
});
const missingParts = fc.array(record({ id: text, name: fc.record({ en: text, zh: text }), leadTimeDays: figure }, ["id", "name"]), {
  minLength: 1,
  maxLength: 3,
});
const suppressedBy = fc.record({ id: text, reason: text, untilNs: time });
const dueReason = fc.record(
  { suppressedBy, acceptedRisk: figure, dueReasonEn: text, dueReasonZh: text, plannedStop: text, missingParts },
  { requiredKeys: [], noNullPrototype: true },
);

export const advisory = fc.tuple(saidAdvisory, dueReason).map(([said, reason]) => ({ ...said, ...reason })) as fc.Arbitrary<Advisory>;

export const workOrder = record(
  {
    id: text,
    ref,
    component: text,
    failureMode: fc.constantFrom(...FAILURE_MODES),
    tier: fc.constantFrom(...TIERS),
    state: fc.constantFrom(...WORK_ORDER_STATES),
    openedNs: time,
    updatedNs: time,
    dueNs: time,
    origin: fc.constantFrom(...ORDER_ORIGINS),
    openedBy: text,
    task: orderTask,
    latest: advisory,
    advisoryCount: count,
    previousOrder: text,
    endedNs: time,
    eventCount: fc.integer({ min: 1, max: 1_000 }),
    history: fc.array(orderEvent, { maxLength: 3 }),
    work: orderWork,
    course: conditionCourse,
    suggestsClosing: bilingual,
  },
  [
    "id",
    "ref",
    "component",
    "tier",
    "state",
    "openedNs",
    "updatedNs",
    "dueNs",
    "origin",
    "openedBy",
    "latest",
    "advisoryCount",
    "eventCount",
    "history",
  ],
).map((order) => ({
  ...order,
  ...(order.failureMode === undefined ? {} : { failureFamily: failureFamily(order.failureMode) }),
})) as unknown as fc.Arbitrary<WorkOrder>;

export const verdict = record(
  {
    id: text,
    ref,
    workOrder: text,
    component: text,
    advised: fc.constantFrom(...FAILURE_MODES),
    result: fc.constantFrom(...VERDICT_RESULTS),
    failureMode: fc.constantFrom(...FAILURE_MODES),
    mechanism: fc.constantFrom(...(Object.keys(FAILURE_MECHANISMS) as FailureMechanism[])),
    cause: fc.constantFrom(...(Object.keys(FAILURE_CAUSES) as FailureCause[])),
    workDone: text,
    repaired: fc.boolean(),
    failedNs: time,
    timeNs: time,
    actor: text,
    advisories: fc.array(fc.record({ advisory: text, acquisition }), { maxLength: 3 }),
  },
  ["id", "ref", "workOrder", "component", "advised", "result", "workDone", "repaired", "timeNs", "actor", "advisories"],
) as fc.Arbitrary<Verdict>;

const lifeBlock = fc.record({
  timeNs: time,
  blockS: figure,
  blocks: count,
  onset: fc.boolean(),
  indicators: fc.record({ lnRatio: figure, lnGrowth: figure }),
});
const lifeLabel = record(
  { verdictId: text, failureMode: fc.constantFrom(...FAILURE_MODES), endNs: time, censored: fc.boolean(), closedNs: time },
  ["verdictId", "endNs", "censored", "closedNs"],
);

export const machineLife = record(
  {
    ...{ id: text, ref, kind: text, timeScale: fc.constantFrom(...TIME_SCALES), featureSet: text, modelVersion: text, label: lifeLabel },
    blocks: fc.array(lifeBlock, { minLength: 1, maxLength: 5 }),
  },
  ["id", "ref", "kind", "timeScale", "featureSet", "modelVersion", "blocks"],
) as fc.Arbitrary<MachineLife>;

export const reading: fc.Arbitrary<Reading> = fc.record(
  {
    ...{ ref, point, timeNs: time, value: figure, unit: text },
    quality: fc.constantFrom(...READING_QUALITIES),
    qualityReason: fc.constantFrom("wrong_type", "BadSensorFailure"),
  },
  { requiredKeys: ["ref", "point", "timeNs", "value", "unit"] },
);
