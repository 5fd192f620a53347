import type { TimeNs, WorkOrderEvent } from "@phm/domain";
import { type BlobStore, type Collection, type DocumentStore, ErasedContents, type Logger, ServiceError } from "@phm/service-kit";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import type { EventPage, OrderEventLog } from "../orders/order-event-log.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { AssetRegister } from "../register/asset-register.js";
import { DocumentFiles } from "./document-files.js";
import { EquipmentAftermath, type MachineAssets } from "./equipment-aftermath.js";
import { EquipmentBook, type EquipmentBookOptions } from "./equipment-book.js";
import { EquipmentTimeline } from "./equipment-timeline.js";
import type { EquipmentTree } from "./equipment-tree.js";
import { MachineJournal, type MachineRecords } from "./machine-journal.js";
import { EQUIPMENT_EVENT_COLLECTION, type StoredEquipment, type StoredEvent } from "./stored-equipment.js";

export interface EquipmentOptions {
  readonly store: DocumentStore;
  readonly nodes: Collection<StoredEquipment>;
  readonly tree: EquipmentTree;
  readonly register: Pick<AssetRegister, "get" | "tell">;
  readonly orders: Pick<WorkOrderBook, "get" | "list" | "listSummaries">;
  readonly orderLog: Pick<OrderEventLog, "list">;
  readonly advisories: Pick<AdvisoryLog, "list">;
  readonly blobs: BlobStore;
  readonly nowNs: () => TimeNs;
  readonly changed: EquipmentBookOptions["changed"];
  readonly logger: Logger;
}

/** The parts of the equipment register. */
export interface EquipmentParts {
  readonly tree: EquipmentTree;
  readonly book: EquipmentBook;
  readonly timeline: EquipmentTimeline;
  readonly journal: MachineJournal;
  readonly aftermath: EquipmentAftermath;
  readonly files: DocumentFiles;
  readonly assets: MachineAssets;
}

export async function openEquipment(options: EquipmentOptions): Promise<EquipmentParts> {
  const { store, nodes, tree, register, blobs, nowNs, changed, logger } = options;
  const timeline = new EquipmentTimeline(await store.collection<StoredEvent>(EQUIPMENT_EVENT_COLLECTION));
  const journal = new MachineJournal({ tree, timeline, records: recordsOf(options) });
  const assets: MachineAssets = {
    has: (ref) => isFound(register.get(ref)),
    announce: (ref) => register.tell(ref),
    catchUp: (ref) => journal.catchUp(ref),
  };
  const aftermath = new EquipmentAftermath(nodes, timeline, assets);
  const book = new EquipmentBook({ nodes, tree, timeline, aftermath, assets, nowNs, changed, logger });
  const erased = await ErasedContents.open(store);
  const files = new DocumentFiles(blobs, (key) => erased.has("documents", key));
  return { tree, book, timeline, journal, aftermath, files, assets };
}

const EVENT_PAGE = 500;

function recordsOf({ orders, orderLog, advisories }: Pick<EquipmentOptions, "orders" | "orderLog" | "advisories">): MachineRecords {
  return {
    eventsAfter: async (order, sequence) => {
      const found: WorkOrderEvent[] = [];
      let cursor: string | undefined = String(sequence);
      while (cursor !== undefined) {
        const page: EventPage = await orderLog.list(order, { limit: EVENT_PAGE, cursor });
        found.push(...page.events);
        cursor = page.nextCursor;
      }
      return found;
    },
    orders: ({ organisation, site, asset }, page) => orders.list({ organisation, site, asset, ...page }),
    standing: ({ organisation, site, asset }, page) => orders.listSummaries({ organisation, site, asset, onlyStanding: true, ...page }),
    order: async ({ organisation }, id) => (await orders.get(organisation, id)).order,
    verdictOn: async ({ ref, id }) => (await orders.get(ref.organisation, id)).verdict,
    advisories: (ref, page) => advisories.list(ref, page),
  };
}

async function isFound(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") return false;
    throw error;
  }
}
