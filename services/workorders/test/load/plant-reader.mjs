// The service's own reading of a large plant, as a program that `npm run bench -- maintenance` starts and asks: services are run, not imported.
import { applyAdvisory } from "@phm/advisory";
import { addSeconds, assetRef, equipmentCode, failureFamily, organisationId, pointId, siteId } from "@phm/domain";
import { createLogger, openStore } from "@phm/service-kit";
import { eventsOf, plantOf } from "../../../../bench/maintenance/plant.mjs";
import { AdvisoryLog } from "../../dist/advise/advisory-log.js";
import { EquipmentTree } from "../../dist/equipment/equipment-tree.js";
import { openEquipment } from "../../dist/equipment/open-equipment.js";
import {
  EQUIPMENT_COLLECTION,
  EQUIPMENT_EVENT_COLLECTION,
  NOTHING_PENDING,
  storedEquipment,
  storedEvent,
} from "../../dist/equipment/stored-equipment.js";
import { OrderEventLog } from "../../dist/orders/order-event-log.js";
import { ORDER_COLLECTION, storedOrder } from "../../dist/orders/stored-order.js";
import { WorkOrderBook } from "../../dist/orders/work-order-book.js";

/** Inserted at once: they share one commit. */
const BATCH = 1_000;
/** About as long as real ones are. */
const WORDS = "Amplitude at the outer race frequency and two harmonics stands over its limit at the drive end, rising since Monday.";

const [, , folder, description] = process.argv;
const plant = plantOf(JSON.parse(description));
const store = await openStore({ database: "unused", folder, file: "workorders.db" });
const stored = await filled(ORDER_COLLECTION, plant.orders, (n) => [storedOrderOf(plant.order(n))]);
const nodes = await filled(EQUIPMENT_COLLECTION, plant.assets, (n) => [storedMachine(n)]);
await filled(EQUIPMENT_EVENT_COLLECTION, plant.orders, (n) => eventsOf(plant, plant.order(n)).map(storedEventOf));
const tree = new EquipmentTree(nodes);
const orderLog = new OrderEventLog(await store.series("order_events"));
const orders = new WorkOrderBook(stored, applyAdvisory, orderLog);
const equipment = await openEquipment({
  ...{ store, nodes, tree, orders, orderLog, advisories: new AdvisoryLog(await store.series("advisories")) },
  // Only read here.
  ...{
    register: undefined,
    blobs: undefined,
    nowNs: () => 0n,
    changed: () => {},
    logger: createLogger({ service: "bench", level: "error" }),
  },
});
const read = {
  orders: async (listing) => {
    const { summaries, nextCursor } = await orders.listSummaries(listing);
    return { found: summaries, nextCursor };
  },
  timeline,
  /** What `GetTimeline` reads: what has happened to the machine's standing orders is looked for first. */
  currentTimeline: async (asked) => {
    await equipment.journal.catchUpStanding({ organisation: plant.organisation, site: asked.site, asset: asked.asset });
    return timeline(asked);
  },
};

process.send({ ready: true });
process.on("message", answer);
process.once("disconnect", async () => {
  await store.close();
  process.exit(0);
});

/** Reads, and tells how long that took, what was found, and where it goes on. */
async function answer({ what, request }) {
  const asked = revived(request);
  const startedMs = performance.now();
  const { found, nextCursor } = await read[what](asked);
  const ms = performance.now() - startedMs;
  process.send({ ms, ids: found.map(({ id }) => id), nextCursor });
}

async function timeline({ site, code, limit }) {
  const node = { organisation: plant.organisation, site, code, kind: "machine" };
  const { events: found, nextCursor } = await equipment.timeline.page({ node, withChildren: true, limit });
  return { found, nextCursor };
}

/** JSON has no whole numbers of 64 bits. */
function revived({ dueBeforeNs, ...request }) {
  return dueBeforeNs === undefined ? request : { ...request, dueBeforeNs: BigInt(dueBeforeNs) };
}

/** A collection with so many times some documents. Its indexes are built when it is full, as one sorts more quickly than one inserts. */
async function filled(spec, times, documentsOf) {
  const bare = await store.collection({ ...spec, indexes: [] });
  for (let from = 0; from < times; from += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, times - from) }, (_, i) => documentsOf(from + i)).flat();
    await Promise.all(documents.map(([id, value]) => bare.insert(id, value)));
  }
  return store.collection(spec);
}

function at(seconds) {
  return addSeconds(0n, seconds);
}

function storedMachine(n) {
  const { asset, site, places } = plant.machine(n);
  const key = { organisation: organisationId(plant.organisation), site: siteId(site), code: equipmentCode(places.machine) };
  const record = { name: { en: places.machine, zh: "" }, nameplate: { further: {} }, measurements: [], asset };
  const machine = { ...key, kind: "machine", parent: equipmentCode(places.line), state: "running", record, documents: [], costTotals: [] };
  return [
    `${key.organisation}:${key.site}:${key.code}`,
    storedEquipment({ equipment: machine, revision: 1, changedBy: "Li", changedNs: at(1) }, NOTHING_PENDING),
  ];
}

function storedOrderOf(facts) {
  const { asset, site } = plant.machine(facts.machine);
  const opened = applyAdvisory(null, advisoryOf(facts, assetRef(plant.organisation, site, asset)));
  const { id, state, tier, openedS, updatedS, dueS, endedS, assignee } = facts;
  const ended = { sequence: 2, timeNs: at(updatedS), kind: state, state, actor: "person-1", note: "" };
  const order = {
    ...opened,
    ...{ id, state, tier, openedNs: at(openedS), updatedNs: at(updatedS), dueNs: at(dueS) },
    ...(endedS === undefined ? {} : { endedNs: at(endedS), eventCount: 2, history: [...opened.history, ended] }),
    ...(assignee === undefined ? {} : { work: { assignee, checklist: [], timeBookings: [], partBookings: [], attachments: [] } }),
  };
  return [`${plant.organisation}:${id}`, storedOrder({ order })];
}

function advisoryOf({ id, failureMode, tier, openedS, dueS }, ref) {
  return {
    ...{
      id: `${id}:advisory`,
      ref,
      acquisition: `a-${openedS}`,
      timeNs: at(openedS),
      tier,
      failureMode,
      component: "bearing",
      point: pointId("h"),
    },
    ...{ ruleVersion: "rules-2", featureSet: "core-v2", modelVersion: "operating-states-3", confidence: 0.8, dueNs: at(dueS) },
    rul: { status: "abstain", model: "m-1", reason: "the level has not risen", reasonZh: "幅值未上升" },
    evidence: [],
    ...{ actionsEn: [WORDS, WORDS], actionsZh: [WORDS, WORDS], reasonEn: WORDS, reasonZh: WORDS, family: failureFamily(failureMode) },
  };
}

function storedEventOf({ places, timeS, site, ...event }) {
  const node = { organisation: organisationId(plant.organisation), site: siteId(site), code: equipmentCode(places.machine) };
  const { id, kind, actor, note, subject, changes } = event;
  return [id, storedEvent({ id, kind, actor, note, subject, changes, node, timeNs: at(timeS) }, places)];
}
