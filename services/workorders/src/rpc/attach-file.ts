import { checkFileHeader } from "@phm/advisory";
import { type AttachFileRequest, attachedFileToWire, type WorkOrderService } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import { type AttachmentStore, receiveContent } from "../orders/attachment-store.js";
import type { OrderDesk } from "../orders/order-desk.js";
import type { People } from "../orders/people.js";
import { deskRequest, orderAnswer } from "./order-messages.js";

type AttachFile = MethodHandler<(typeof WorkOrderService)["method"]["attachFile"]>;

/** The content is kept before the order names it: an order never names a file that is not there. */
export function attachFile(desk: OrderDesk, attachments: AttachmentStore, people: People): AttachFile {
  return async (requests) => {
    const parts = requests[Symbol.asyncIterator]();
    const header = await headerOf(parts);
    const { name, contentType } = header;
    checkFileHeader({ name, contentType });
    const request = deskRequest(header);
    const received = await receiveContent(chunksOf(parts), header.sha256);
    const { content, sha256 } = received;
    const command = { kind: "attach", file: { name, contentType, bytes: content.byteLength, sha256 } } as const;
    await attachments.put(await desk.rehearse({ ...request, command }), received);
    const record = await desk.change({ ...request, command });
    const file = record.order.work?.attachments.find((each) => each.sha256 === sha256);
    return { ...(await orderAnswer(record, people)), ...(file ? { file: attachedFileToWire(file) } : {}) };
  };
}

type Parts = AsyncIterator<AttachFileRequest>;

async function headerOf(parts: Parts) {
  const { value, done } = await parts.next();
  if (done || value.part.case !== "header") throw new InvalidValue("header", done ? "nothing" : value.part.case, "the first message");
  return value.part.value;
}

async function* chunksOf(parts: Parts): AsyncGenerator<Uint8Array> {
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const { part } = next.value;
    if (part.case !== "chunk") throw new InvalidValue("chunk", part.case, "content, after the header");
    yield part.value;
  }
}
