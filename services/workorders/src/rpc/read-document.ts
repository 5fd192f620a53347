import { type EquipmentService, equipmentDocumentToWire, equipmentKeyFromWire } from "@phm/contracts";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import type { DocumentFiles } from "../equipment/document-files.js";
import type { EquipmentTree } from "../equipment/equipment-tree.js";

type ReadDocument = MethodHandler<(typeof EquipmentService)["method"]["readDocument"]>;

const CHUNK_BYTES = 256 * 1024;

/** The document, then the content of a file, checked against its hash before the first piece leaves. */
export function readDocument(tree: EquipmentTree, files: DocumentFiles): ReadDocument {
  return async function* ({ ref, id }) {
    const { equipment } = await tree.get(equipmentKeyFromWire(ref));
    const document = equipment.documents.find((each) => each.id === id);
    if (!document) throw new ServiceError("not_found", `${equipment.code} has no document ${id}`, { field: "id", value: id });
    const content = document.file && (await files.get(equipment, document.file));
    yield { part: { case: "document", value: equipmentDocumentToWire(document) } };
    if (!content) return;
    for (let at = 0; at < content.byteLength; at += CHUNK_BYTES) {
      yield { part: { case: "chunk", value: content.subarray(at, at + CHUNK_BYTES) } };
    }
  };
}
