import { EquipmentService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { EquipmentParts } from "../equipment/open-equipment.js";
import { addDocument } from "../rpc/add-document.js";
import { bookCost } from "../rpc/book-cost.js";
import { exportEquipment } from "../rpc/export-equipment.js";
import { getEquipment } from "../rpc/get-equipment.js";
import { getTimeline } from "../rpc/get-timeline.js";
import { importEquipment } from "../rpc/import-equipment.js";
import { listCosts } from "../rpc/list-costs.js";
import { listEquipment } from "../rpc/list-equipment.js";
import { moveEquipment } from "../rpc/move-equipment.js";
import { putEquipment } from "../rpc/put-equipment.js";
import { readDocument } from "../rpc/read-document.js";
import { removeDocument } from "../rpc/remove-document.js";
import { setEquipmentState } from "../rpc/set-equipment-state.js";

export function equipmentService({ equipment }: { readonly equipment: EquipmentParts }): GrpcService {
  const { tree, book, timeline, files } = equipment;
  return defineService(EquipmentService, {
    putEquipment: putEquipment(book),
    getEquipment: getEquipment(tree),
    listEquipment: listEquipment(tree),
    moveEquipment: moveEquipment(book),
    setEquipmentState: setEquipmentState(book),
    bookCost: bookCost(book),
    listCosts: listCosts(tree, timeline),
    addDocument: addDocument(tree, book, files),
    removeDocument: removeDocument(book),
    readDocument: readDocument(tree, files),
    getTimeline: getTimeline(equipment),
    importEquipment: importEquipment(equipment),
    exportEquipment: exportEquipment(tree),
  });
}
