import { documentTypeCodec, type EquipmentService, equipmentKeyFromWire } from "@phm/contracts";
import { type EquipmentDocument, InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { DocumentFiles } from "../equipment/document-files.js";
import type { EquipmentBook } from "../equipment/equipment-book.js";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { receiveContent } from "../orders/attachment-store.js";
import { changeFromWire, entryAnswer } from "./equipment-messages.js";
import { splitUpload } from "./upload.js";

type AddDocument = MethodHandler<(typeof EquipmentService)["method"]["addDocument"]>;

/** A file's content is kept before the register names it: it never names one that is not there. */
export function addDocument(tree: EquipmentTree, book: EquipmentBook, files: DocumentFiles): AddDocument {
  return async (requests) => {
    const { header, chunks } = await splitUpload(requests);
    const { id, name, type, link, contentType, change } = header;
    const key = equipmentKeyFromWire(header.ref);
    const stated = { id, name, type: documentTypeCodec.fromWire(type, "type") };
    await tree.get(key);
    let document: EquipmentDocument;
    if (link !== undefined) document = { ...stated, link };
    else {
      checkContentType(contentType);
      const received = await receiveContent(chunks, "");
      await files.put(key, received);
      const { content, sha256 } = received;
      document = { ...stated, file: { contentType, bytes: content.byteLength, sha256 } };
    }
    return entryAnswer(await book.change(key, changeFromWire(change), () => [{ kind: "add_document", document }]));
  };
}

function checkContentType(contentType: string | undefined): asserts contentType is string {
  if (contentType === undefined || !/^[a-z]+\/[A-Za-z0-9.+-]{1,100}$/.test(contentType))
    throw new InvalidValue("contentType", contentType, "a media type, such as application/pdf, or a link instead of a file");
}
