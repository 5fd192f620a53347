import { attachedFileToWire, type WorkOrderService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import type { AttachmentStore } from "../orders/attachment-store.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";

type ReadAttachment = MethodHandler<(typeof WorkOrderService)["method"]["readAttachment"]>;

const CHUNK_BYTES = 256 * 1024;

/** What is known of the file, then its content, checked against its hash before the first piece leaves. */
export function readAttachment(orders: WorkOrderBook, attachments: AttachmentStore): ReadAttachment {
  return async function* ({ organisation, id, number }) {
    const { order } = await orders.get(organisationId(organisation), id);
    const file = order.work?.attachments.find((each) => each.number === number);
    if (!file) throw new ServiceError("not_found", `${id} has no attachment ${number}`, { field: "number", value: String(number) });
    const content = await attachments.get(order, file);
    yield { part: { case: "file", value: attachedFileToWire(file) } };
    for (let at = 0; at < content.byteLength; at += CHUNK_BYTES) {
      yield { part: { case: "chunk", value: content.subarray(at, at + CHUNK_BYTES) } };
    }
  };
}
