import type { PastOrderService } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { importPastOrders as taking } from "../past-orders/import-past-orders.js";
import type { PastOrderBook } from "../past-orders/past-order-book.js";
import { fileReportMessage } from "./exchange-messages.js";
import { splitUpload } from "./upload.js";

type ImportPastOrders = MethodHandler<(typeof PastOrderService)["method"]["importPastOrders"]>;

export function importPastOrders(book: PastOrderBook, tree: Pick<EquipmentTree, "machineOf">): ImportPastOrders {
  return async (requests) => {
    const { header, chunks } = await splitUpload(requests);
    const { organisation, site, mapping, dryRun } = header;
    const request = { organisation: organisationId(organisation), site: siteId(site), mapping, dryRun };
    return fileReportMessage(await taking(request, chunks, { book, tree }));
  };
}
