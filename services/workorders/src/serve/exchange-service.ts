import { ExchangeService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getSystemStatus } from "../rpc/get-system-status.js";
import { importLocations } from "../rpc/import-locations.js";
import { listEvents } from "../rpc/list-events.js";
import { listLocations } from "../rpc/list-locations.js";
import { listSystems } from "../rpc/list-systems.js";
import { listTransfers } from "../rpc/list-transfers.js";
import { putSystem } from "../rpc/put-system.js";
import { removeLocation } from "../rpc/remove-location.js";
import { removeSystem } from "../rpc/remove-system.js";
import { retryEvent } from "../rpc/retry-event.js";
import { retryEvents } from "../rpc/retry-events.js";
import { retryTransfer } from "../rpc/retry-transfer.js";
import { retryTransfers } from "../rpc/retry-transfers.js";
import { takeWebhook } from "../rpc/take-webhook.js";

type Context = Pick<WorkordersContext, "exchange"> & { readonly clock: Pick<WorkordersContext["clock"], "wallNs"> };

export function exchangeService({ exchange, clock }: Context): GrpcService {
  const { systems, locations, transfers, events } = exchange;
  const nowNs = () => clock.wallNs();
  return defineService(ExchangeService, {
    putSystem: putSystem(systems),
    removeSystem: removeSystem(systems),
    listSystems: listSystems(systems),
    getSystemStatus: getSystemStatus(exchange),
    importLocations: importLocations(exchange),
    listLocations: listLocations(locations),
    removeLocation: removeLocation(locations),
    takeWebhook: takeWebhook(exchange, nowNs),
    listTransfers: listTransfers(transfers),
    retryTransfer: retryTransfer(transfers, nowNs),
    listEvents: listEvents(events),
    retryEvent: retryEvent(exchange),
    retryTransfers: retryTransfers(transfers, nowNs),
    retryEvents: retryEvents(exchange),
  });
}
