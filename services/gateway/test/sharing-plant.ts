import { create } from "@bufbuild/protobuf";
import {
  AcquisitionSchema,
  AlarmService,
  ArchiveService,
  AssessmentService,
  AssetService,
  acquisitionToWire,
  analysisKindCodec,
  assetConfigToWire,
  conditionToWire,
  EquipmentService,
  equipmentEntryToWire,
  FeatureService,
  float32Bytes,
  healthToWire,
  PrognosisService,
  ReadingService,
  resolutionCodec,
  rulEstimateToWire,
  unitCodec,
  WorkOrderService,
  workOrderToWire,
} from "@phm/contracts";
import {
  type Acquisition,
  type AssetConfig,
  acquisitionId,
  addSeconds,
  assetRef,
  equipmentCode,
  pointId,
  type TimeNs,
  type WorkOrder,
} from "@phm/domain";
import { defineService, type GrpcService, ServiceError } from "@phm/service-kit";

/** When everything of the plant was measured, an hour ago. */
export const MEASURED_NS: TimeNs = BigInt(Date.now() - 3_600_000) * 1_000_000n;
export const OWNER = "acme";
export const PUMP = assetRef(OWNER, "north", "p1");
const POINT = pointId("de");
const OF = { ref: PUMP, acquisition: acquisitionId("a1"), timeNs: MEASURED_NS, featureSet: "f", modelVersion: "m" };

const CONFIG: AssetConfig = {
  ref: PUMP,
  kind: "pump",
  component: "bearing",
  ratedSpeedRpm: 1480,
  points: [{ id: POINT, quantity: "acceleration", unit: "g", bearing: { designation: "6205" } }],
};

const ACQUISITION: Acquisition = {
  ...{ ref: PUMP, id: OF.acquisition, startTimeNs: MEASURED_NS, sampleRateHz: 1_000, samples: 64, speedRpm: 1480, timeBase: "live" },
  channels: [
    { point: POINT, quantity: "acceleration", unit: "g", encoding: "f32le", scale: 1, data: new Uint8Array(new Float32Array(64).buffer) },
  ],
} as unknown as Acquisition;

const ORDER = {
  ...{ id: "WO-1", ref: PUMP, component: "bearing", failureFamily: "bearing", failureMode: "bearing_outer_race", tier: "plan" },
  ...{ state: "open", openedNs: MEASURED_NS, updatedNs: MEASURED_NS, dueNs: addSeconds(MEASURED_NS, 86_400), origin: "person" },
  ...{ openedBy: "a secret person", advisoryCount: 0, eventCount: 1, history: [] },
} as unknown as WorkOrder;

const RUL = { ...OF, status: "lower_bound", p10S: 60, model: "rig", reason: "quiet", reasonZh: "平稳" } as const;

/** The services of one owner with one pump, played; each call is kept. */
export function ownersServices(calls: { readonly method: string; readonly request: Record<string, unknown> }[]): GrpcService[] {
  const played = (methods: Record<string, (request: Record<string, unknown>) => unknown>) =>
    Object.fromEntries(
      Object.entries(methods).map(([method, answer]) => [
        method,
        async (request: Record<string, unknown>) => {
          calls.push({ method, request });
          return answer(request);
        },
      ]),
    ) as never;
  const outline = { ref: PUMP, id: "a1", startTimeNs: MEASURED_NS, points: [POINT], sampleRateHz: 1_000, samples: 64 };
  const spectrum = {
    ...{ kind: analysisKindCodec.toWire("amplitude"), axisUnit: "Hz", axisStart: 0, axisStep: 1, valueUnit: "g", pooledLines: 1 },
    values: float32Bytes(Float32Array.of(1)),
  };
  const health = { ...OF, health: 0.5, findings: [], unjudged: [] };
  const condition = { ...OF, state: "normal", sinceNs: MEASURED_NS, zone: "A", onsetNs: null, levelRatio: 1 } as const;
  return [
    defineService(
      AssetService,
      played({
        getAsset: ({ ref }) => {
          if ((ref as { asset: string }).asset !== PUMP.asset) throw new ServiceError("not_found", "no such asset");
          return { config: assetConfigToWire(CONFIG), version: 1n, notices: [] };
        },
      }),
    ),
    defineService(
      EquipmentService,
      played({
        listEquipment: ({ asset }) => {
          const nameplate = { manufacturer: "Pumpmaker", model: "X 200" };
          const equipment = {
            ...{ organisation: OWNER, site: PUMP.site, code: equipmentCode("PUMP-1"), kind: "machine", documents: [], costTotals: [] },
            record: { names: { en: "Pump", zh: "泵" }, name: { en: "Pump", zh: "泵" }, asset: PUMP.asset, nameplate, measurements: [] },
          };
          const entry = { equipment, revision: 1, changedBy: "x", changedNs: MEASURED_NS } as never;
          return { entries: asset === undefined || asset === PUMP.asset ? [equipmentEntryToWire(entry)] : [], nextCursor: "" };
        },
      }),
    ),
    defineService(
      ArchiveService,
      played({
        listAcquisitions: () => ({ acquisitions: [outline], nextCursor: "" }),
        getAcquisition: ({ id }) => {
          if (id !== "a1") throw new ServiceError("not_found", `there is no acquisition ${id}`);
          return { archived: outline, acquisition: create(AcquisitionSchema, acquisitionToWire(ACQUISITION)) };
        },
      }),
    ),
    defineService(ReadingService, played({ listReadings: () => ({ timesNs: [MEASURED_NS], values: [1], unit: "degC", nextCursor: "" }) })),
    defineService(
      FeatureService,
      played({
        queryFeatures: ({ resolution }) => ({
          ...{ timesNs: [MEASURED_NS], acquisitions: ["a1"], nextCursor: "", resolution: resolution || resolutionCodec.toWire("raw") },
          columns: ["rms", "kurtosis"].map((feature) => ({ feature, values: [1] })),
        }),
        computeSpectrum: () => ({ timeNs: MEASURED_NS, spectrum }),
        computeWaterfall: () => ({ axisStartHz: 0, axisStepHz: 1, lines: 1, unit: unitCodec.toWire("g"), rows: [], acquisitions: 0 }),
      }),
    ),
    defineService(
      AssessmentService,
      played({
        getAssessment: () => ({
          assessment: {
            ...{ condition: conditionToWire(condition), health: healthToWire(health), prognosis: rulEstimateToWire(RUL) },
            ...{ acquisitions: 1n, late: 0n, everFindings: [] },
          },
        }),
      }),
    ),
    defineService(PrognosisService, played({ queryPrognoses: () => ({ estimates: [rulEstimateToWire(RUL)], nextCursor: "" }) })),
    defineService(AlarmService, played({})),
    defineService(WorkOrderService, played({ listWorkOrders: () => ({ workOrders: [workOrderToWire(ORDER)], nextCursor: "" }) })),
  ];
}
