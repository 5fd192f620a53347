import type { TimeNs, WorkOrder } from "@phm/domain";
import { type DocumentStore, type Logger, PeriodicRound } from "@phm/service-kit";
import type { WorkordersMetrics } from "../metrics.js";
import type { OrderDesk } from "../orders/order-desk.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { OutgoingFetch } from "../outgoing/outgoing-fetch.js";
import type { PlannedStops } from "../planning/planned-stops.js";
import { ChangePoller } from "./change-poller.js";
import { EventIntake } from "./event-intake.js";
import { EVENT_COLLECTION, EventLog, type StoredEvent } from "./event-log.js";
import { LOCATION_COLLECTION, LocationMap, type StoredLocation } from "./location-map.js";
import { OrderCatchUp } from "./order-catch-up.js";
import { OrderSender } from "./order-sender.js";
import { STOP_COLLECTION, StopLog, type StoredStopSequence } from "./stop-log.js";
import { type StoredSystem, SYSTEM_COLLECTION, SystemBook } from "./system-book.js";
import { type StoredTransfer, TRANSFER_COLLECTION, TransferLog } from "./transfer-log.js";
import { type StoredTurn, TURN_COLLECTION, Turns } from "./turns.js";

export interface ExchangeOptions {
  readonly store: DocumentStore;
  readonly orders: Pick<WorkOrderBook, "get" | "list">;
  readonly desk: Pick<OrderDesk, "change">;
  readonly stops: PlannedStops;
  readonly hasAsset: (place: WorkOrder["ref"]) => Promise<boolean>;
  /** Environment variables, of which the tokens of systems are some. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Reaches the addresses of systems. */
  readonly ask: OutgoingFetch;
  readonly metrics: Pick<WorkordersMetrics, "handedOver" | "heard">;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

/** The parts of the exchange with other systems. */
export interface ExchangeParts {
  readonly systems: SystemBook;
  readonly locations: LocationMap;
  readonly transfers: TransferLog;
  readonly events: EventLog;
  readonly intake: EventIntake;
  readonly hasAsset: ExchangeOptions["hasAsset"];
  readonly sender: OrderSender;
  readonly poller: ChangePoller;
  readonly catchUp: OrderCatchUp;
  /** Sends what is due, again and again, and asks: each in a round of its own, as a long list of changes takes its time. */
  rounds(): Pick<PeriodicRound, "start" | "stop">;
}

const EVERY_MS = 1_000;

export async function openExchange({ store, orders, desk, stops, hasAsset, ...rest }: ExchangeOptions): Promise<ExchangeParts> {
  const { metrics, nowNs, logger } = rest;
  const systems = new SystemBook(await store.collection<StoredSystem>(SYSTEM_COLLECTION));
  const locations = new LocationMap(await store.collection<StoredLocation>(LOCATION_COLLECTION));
  const transfers = new TransferLog(await store.collection<StoredTransfer>(TRANSFER_COLLECTION));
  const events = new EventLog(await store.collection<StoredEvent>(EVENT_COLLECTION));
  const stopLog = new StopLog(await store.collection<StoredStopSequence>(STOP_COLLECTION));
  const turns = new Turns(await store.collection<StoredTurn>(TURN_COLLECTION), nowNs);
  const intake = new EventIntake({ events, transfers, locations, stopLog, turns, stops, orders, desk, metrics, nowNs });
  const orderOf = async (organisation: string, id: string) => (await orders.get(organisation, id)).order;
  const sender = new OrderSender({ systems, locations, transfers, orderOf, ...rest });
  const poller = new ChangePoller({ systems, intake, ...rest });
  const catchUp = new OrderCatchUp({ systems, transfers, orders, nowNs });
  const tell = async (signal: AbortSignal) => {
    await catchUp.catchUpDue();
    await sender.sendDue(signal);
  };
  const roundOf = (round: (signal: AbortSignal) => Promise<void>) =>
    new PeriodicRound({ everyMs: EVERY_MS, round, failure: "other systems could not be told or asked, tried again later", logger });
  return {
    ...{ systems, locations, transfers, events, intake, hasAsset, sender, poller, catchUp },
    rounds: () =>
      together(
        roundOf(tell),
        roundOf((signal) => poller.pollDue(signal)),
      ),
  };
}

function together(...rounds: readonly PeriodicRound[]): Pick<PeriodicRound, "start" | "stop"> {
  return {
    start: async () => void (await Promise.all(rounds.map((each) => each.start()))),
    stop: async () => void (await Promise.all(rounds.map((each) => each.stop()))),
  };
}
