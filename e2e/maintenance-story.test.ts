import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  AssessmentService,
  conditionFromWire,
  EquipmentService,
  equipmentEventFromWire,
  equipmentKindCodec,
  equipmentRecordToWire,
  KpiService,
  type MovementKind,
  movementKindCodec,
  orderCommandToWire,
  orderRoleCodec,
  PartService,
  PlanningService,
  plannedStopToWire,
  type RequestedCommand,
  sparePartToWire,
  VerdictSchema,
  verdictFromWire,
  verdictStatementToWire,
  WorkOrderService,
  workOrderFromWire,
  workOrderSummaryFromWire,
} from "@phm/contracts";
import { type Acquisition, acquisitionId, addSeconds, type SparePart, type WorkOrder } from "@phm/domain";
import { connectNats, createClient, createLogger, type NatsLink } from "@phm/service-kit";
import { type SimulationOptions, simulateHealthy, simulateLife } from "@phm/simulator";
import { startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

const SIGNAL = { samples: 2560, sampleRateHz: 12_800, intervalS: 20 };
const SHORT = { ...SIGNAL, seed: 1, acquisitions: 150 } satisfies SimulationOptions;
const DAY_S = 86_400;

const life = simulateLife({ ...SHORT, asset: "story" });
const { ref } = life.config;
const { organisation, site, asset } = ref;
const all = [...life.acquisitions()];
const startNs = all[0]!.startTimeNs;
const endNs = all.at(-1)!.startTimeNs;
const STOP = {
  id: "weekend",
  organisation,
  site,
  startNs: addSeconds(endNs, 3_600),
  endNs: addSeconds(endNs, 7_200),
  source: "MES",
  note: "",
};
const BEARING: SparePart = {
  ...{ id: "6205-2RS", organisation, site, name: { en: "Bearing 6205", zh: "6205 轴承" }, unit: "piece", supplier: "SKF" },
  usedFor: { assets: [asset], failureModes: ["bearing_outer_race"] },
};

let suite: TestSuite;
let link: NatsLink;
let clients: ReturnType<typeof connectAll>;
/** Verdicts as they were published. */
const labels: Uint8Array[] = [];
let id: string;

beforeAll(async () => {
  suite = await startTestSuite();
  link = await connectNats({ url: suite.suite.natsUrl, name: "test", logger: createLogger({ service: "test", level: "silent" }) });
  link.connection.subscribe("phm.verdict.v1.>", { callback: (_, { data }) => void labels.push(data) });
  clients = connectAll(suite.suite.grpcAddress);
}, 60_000);
afterAll(async () => {
  for (const { close } of Object.values(clients ?? {})) close();
  await link?.close();
  await suite?.cleanup();
}, 20_000);

function connectAll({ workorders, predict }: TestSuite["suite"]["grpcAddress"]) {
  return {
    orders: createClient(WorkOrderService, workorders),
    equipment: createClient(EquipmentService, workorders),
    parts: createClient(PartService, workorders),
    planning: createClient(PlanningService, workorders),
    kpis: createClient(KpiService, workorders),
    assessments: createClient(AssessmentService, predict),
  };
}

const place = (code: string) => ({ organisation, site, code });
const register = (code: string, kind: "site" | "machine", parent?: string, of?: string) =>
  clients.equipment.call.putEquipment({
    ref: place(code),
    kind: equipmentKindCodec.toWire(kind),
    ...(parent ? { parent } : {}),
    record: equipmentRecordToWire({ name: { en: code, zh: code }, nameplate: { further: {} }, measurements: [], ...(of ? { asset } : {}) }),
    change: { actor: "li", note: "", expectedRevision: 0n },
  });

const movePart = async (kind: MovementKind, movement: string, quantity: number, order = "") => {
  const moved = { id: movement, kind: movementKindCodec.toWire(kind), store: "main", quantity, order, actor: "li" };
  return (await clients.parts.call.movePart({ organisation, site, id: BEARING.id, movement: moved })).record;
};
const stock = async () => (await clients.parts.call.getPart({ organisation, site, id: BEARING.id })).record;

const change = async (command: RequestedCommand, actor = "li") => {
  const request = { organisation, id, actor, role: orderRoleCodec.toWire("planner"), command: orderCommandToWire(command) };
  return workOrderFromWire((await clients.orders.call.changeWorkOrder(request)).workOrder!);
};
const order = async (): Promise<WorkOrder> => workOrderFromWire((await clients.orders.call.getWorkOrder({ organisation, id })).workOrder!);
const standing = async () => {
  const { summaries } = await clients.orders.call.listWorkOrders({ organisation, site, asset, onlyStanding: true, onlySummaries: true });
  return summaries.map(workOrderSummaryFromWire);
};
const condition = async () =>
  conditionFromWire((await clients.assessments.call.getAssessment({ ref: { organisation, site, asset } })).assessment!.condition!);

/** The repaired machine: the same place, later, with ids of its own. */
function healthyAfter(): Acquisition[] {
  return [...simulateHealthy({ ...SIGNAL, seed: 2, acquisitions: 60 }).acquisitions()].map((acquisition) => ({
    ...acquisition,
    ref,
    id: acquisitionId(`after-${acquisition.id}`),
    startTimeNs: addSeconds(acquisition.startTimeNs, DAY_S),
  }));
}

describe("the whole story of a bearing, told over gRPC", () => {
  it("begins with a machine in the register, a part in the store and a stop in the plan", async () => {
    await suite.register(life.config);
    await register("P1", "site");
    await register("P1-M1", "machine", "P1", asset);
    await clients.parts.call.putPart({ part: sparePartToWire(BEARING) });
    expect(await movePart("receive", "in-1", 2)).toMatchObject({ available: 2 });
    await clients.planning.call.putPlannedStop({ stop: plannedStopToWire(STOP) });
  });

  it("the worn bearing is advised on and becomes one order", async () => {
    await suite.deliver(life);
    const [first, ...more] = await standing();
    expect(more).toEqual([]);
    id = first!.id;
    expect(await order()).toMatchObject({ state: "open", failureFamily: "bearing", latest: { tier: expect.any(String) } });
  });

  it("its part is put by, and leaves the store when it is booked", async () => {
    expect(await movePart("reserve", "by-1", 1, id)).toMatchObject({ available: 1 });
    await change({ kind: "acknowledge" });
    await change({ kind: "plan", startNs: STOP.startNs, endNs: STOP.endNs }, "wang");
    expect(await order()).toMatchObject({ state: "planned", work: { plannedStartNs: STOP.startNs } });
    await change({ kind: "start" });
    await change({ kind: "book_part", booking: { part: BEARING.id, quantity: 1, costPerUnit: 12, store: "main" } });
    expect((await order()).work?.partBookings).toMatchObject([{ part: BEARING.id, stock: "issued" }]);
    expect(await stock()).toMatchObject({ available: 1, stores: [{ store: "main", onHand: 1 }], reservations: [] });
  });

  it("the work is done, verified by another, and closed with what was found", async () => {
    for (const { number } of (await order()).work?.checklist ?? []) await change({ kind: "tick", number });
    await change({ kind: "book_time", booking: { person: "li", startNs: STOP.startNs, minutes: 90, ratePerHour: 60 } });
    await change({ kind: "finish", note: "new bearing" });
    expect(await change({ kind: "verify", name: "Wang Fang", method: "typed" }, "wang")).toMatchObject({ state: "verified" });
    const { failureMode } = await order();
    const found = {
      result: "confirmed",
      failureMode: failureMode!,
      mechanism: "2.6",
      cause: "3.4",
      workDone: "bearing changed",
      repaired: true,
    } as const;
    const request = { organisation, id, actor: "li", role: orderRoleCodec.toWire("technician"), statement: verdictStatementToWire(found) };
    const closed = await clients.orders.call.closeWorkOrder(request);
    expect(workOrderFromWire(closed.workOrder!)).toMatchObject({ state: "closed" });
  });

  it("the verdict is published as a label, and the machine is learnt anew", async () => {
    await waitFor(() => labels.length > 0, { what: "the label" });
    expect(verdictFromWire(fromBinary(VerdictSchema, labels[0]!))).toMatchObject({
      workOrder: id,
      ref,
      result: "confirmed",
      repaired: true,
    });
    await waitFor(async () => (await condition()).state === "learning", { what: "the baseline to be learnt anew" });
  });

  it("then all is quiet: the repaired machine is normal, raises nothing, and proves the work", async () => {
    const healthy = healthyAfter();
    await suite.deliver({ config: life.config, acquisitions: () => healthy });
    expect(await condition()).toMatchObject({ state: "normal" });
    expect(await standing()).toEqual([]);
    expect(labels).toHaveLength(1);
    expect(await order()).toMatchObject({ state: "closed", course: { after: { state: "normal" }, result: "better" } });
  });

  it("the machine's time line tells all of it, newest first", async () => {
    const told = async () => {
      const { events } = await clients.equipment.call.getTimeline({ ref: place("P1-M1"), withChildren: true, limit: 500 });
      return events.map(equipmentEventFromWire);
    };
    await waitFor(async () => (await told()).some(({ kind }) => kind === "verdict"), { what: "the verdict on the time line" });
    const events = await told();
    const words = events.filter(({ kind }) => kind === "order").flatMap(({ changes }) => changes.filter(({ field }) => field === "event"));
    for (const kind of ["registered", "advisory", "order", "verdict"]) expect(events.map((event) => event.kind)).toContain(kind);
    for (const word of ["opened", "acknowledged", "planned", "started", "part_booked", "finished", "verified", "closed"])
      expect(words.map(({ after }) => after)).toContain(word);
    expect(events.every(({ timeNs }, i) => i === 0 || timeNs <= events[i - 1]!.timeNs)).toBe(true);
  });

  it("and the figures count it", async () => {
    const asked = { organisation, site, asset, fromNs: startNs, toNs: addSeconds(endNs, 2 * DAY_S) };
    const kpis = await clients.kpis.call.getMaintenanceKpis(asked);
    expect(kpis).toMatchObject({ machines: 1, opened: 1, ended: 1, backlog: 0, labourCost: 90, partCost: 12 });
    expect(kpis.precision).toMatchObject({ ratio: 1, cases: 1 });
  });
});
