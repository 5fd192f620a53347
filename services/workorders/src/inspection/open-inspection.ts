import type { AssetRef, InspectionRoute, InspectionStandard, TimeNs } from "@phm/domain";
import type { BlobStore, DocumentStore, Logger } from "@phm/service-kit";
import type { AttachmentStore } from "../orders/attachment-store.js";
import type { OrderDesk } from "../orders/order-desk.js";
import type { StoredRevision } from "../revisions/revision-book.js";
import { FindingOrders, type FindingOrdersOptions } from "./finding-orders.js";
import { InspectionBook } from "./inspection-book.js";
import { ROUTE_COLLECTION, ROUTE_FORM, STANDARD_COLLECTION, STANDARD_FORM } from "./inspection-forms.js";
import { InspectionPlanner } from "./inspection-planner.js";
import { InspectionUpkeep } from "./inspection-upkeep.js";
import { OrderPhotos } from "./order-photos.js";
import { PhotoStore } from "./photo-store.js";
import { READING_COLLECTION, ReadingLog, type StoredReading } from "./reading-log.js";
import { RoundBook } from "./round-book.js";
import { RoundGenerator } from "./round-generator.js";
import { RoundSettler } from "./round-settler.js";
import { ROUND_COLLECTION, type StoredRound } from "./stored-round.js";
import { TakeEntries } from "./take-entries.js";

export interface InspectionOptions {
  readonly store: DocumentStore;
  readonly blobs: BlobStore;
  readonly orders: FindingOrdersOptions["orders"];
  readonly outbox: FindingOrdersOptions["outbox"];
  readonly attachments: AttachmentStore;
  readonly desk: OrderDesk;
  readonly hasAsset: (ref: AssetRef) => Promise<boolean>;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

/** The parts of inspection rounds. */
export interface InspectionParts {
  readonly standards: InspectionBook<InspectionStandard>;
  readonly routes: InspectionBook<InspectionRoute>;
  readonly planner: InspectionPlanner;
  readonly rounds: RoundBook;
  readonly readings: ReadingLog;
  readonly photos: PhotoStore;
  readonly entries: TakeEntries;
  readonly settler: RoundSettler;
  readonly upkeep: InspectionUpkeep;
}

export async function openInspection(options: InspectionOptions): Promise<InspectionParts> {
  const { store, hasAsset, nowNs, logger } = options;
  const revisions = await store.collection<StoredRevision>(ROUTE_COLLECTION);
  const standards = new InspectionBook(await store.collection<StoredRevision>(STANDARD_COLLECTION), STANDARD_FORM, "point", nowNs);
  const routes = new InspectionBook(revisions, ROUTE_FORM, "route", nowNs);
  const rounds = new RoundBook(await store.collection<StoredRound>(ROUND_COLLECTION), nowNs);
  const readings = new ReadingLog(await store.collection<StoredReading>(READING_COLLECTION));
  const photos = new PhotoStore(options.blobs);
  const orders = new FindingOrders({ ...options, photos: new OrderPhotos({ ...options, photos }) });
  const settler = new RoundSettler({ rounds, standards, readings, orders, logger });
  const generator = new RoundGenerator({ routes, revisions, standards, rounds });
  return {
    ...{ standards, routes, rounds, readings, photos, settler },
    planner: new InspectionPlanner({ standards, routes, generator, hasAsset }),
    entries: new TakeEntries({ rounds, standards, settler, logger }),
    upkeep: new InspectionUpkeep({ rounds, generator, settler }),
  };
}
