import {
  assetId,
  checkSparePart,
  FAILURE_MODES,
  type FailureMode,
  InvalidValue,
  type OrganisationId,
  type SiteId,
  type SparePart,
} from "@phm/domain";
import type { FileRecord, RecordKind } from "./record-kind.js";
import { textList } from "./text-list.js";

const MAX_TEXT = 200;
const MAX_LIST = 10_000;

/** Spare parts as they are bought, of a warehouse or procurement system (WMS, SCM). */
export const PARTS: RecordKind = {
  name: "parts",
  key: ["id"],
  oneOf: ["nameEn", "nameZh"],
  fields: {
    id: { type: "text", maxLength: MAX_TEXT, required: true },
    nameEn: { type: "text", maxLength: MAX_TEXT },
    nameZh: { type: "text", maxLength: MAX_TEXT },
    unit: { type: "text", maxLength: MAX_TEXT, required: true },
    supplier: { type: "text", maxLength: MAX_TEXT },
    leadTimeDays: { type: "number", min: 0 },
    assets: { type: "text", maxLength: MAX_LIST },
    failureModes: { type: "text", maxLength: MAX_LIST },
  },
};

/** How much of a part lies in a store, as counted there. */
export const STOCK: RecordKind = {
  name: "stock",
  key: ["part", "store"],
  fields: {
    part: { type: "text", maxLength: MAX_TEXT, required: true },
    store: { type: "text", maxLength: MAX_TEXT, required: true },
    onHand: { type: "number", min: 0, required: true },
    min: { type: "number", min: 0 },
    max: { type: "number", min: 0 },
  },
};

/** The stock of a part in a store. */
export interface CountedStock {
  readonly part: string;
  readonly store: string;
  readonly onHand: number;
  readonly min?: number;
  readonly max?: number;
}

/** The part that a record of kind `parts` states, at a site. A name in one language stands for both. @throws InvalidValue naming the field */
export function sparePartOf({ fields }: FileRecord, place: { readonly organisation: OrganisationId; readonly site: SiteId }): SparePart {
  const { id, nameEn, nameZh, unit, supplier = "", leadTimeDays, assets, failureModes } = fields;
  const part: SparePart = {
    ...{ ...place, id: String(id), unit: String(unit), supplier: String(supplier) },
    name: { en: String(nameEn ?? nameZh), zh: String(nameZh ?? nameEn) },
    ...(leadTimeDays === undefined ? {} : { leadTimeDays: Number(leadTimeDays) }),
    usedFor: { assets: textList(assets).map((each) => assetId(each)), failureModes: textList(failureModes).map(failureMode) },
  };
  checkSparePart(part);
  return part;
}

/** The stock that a record of kind `stock` states. @throws InvalidValue where max is below min */
export function countedStockOf({ fields }: FileRecord): CountedStock {
  const { part, store, onHand, min, max } = fields;
  if (min !== undefined && max !== undefined && Number(max) < Number(min))
    throw new InvalidValue("max", max, `at least min, which is ${min}`);
  return {
    ...{ part: String(part), store: String(store), onHand: Number(onHand) },
    ...(min === undefined ? {} : { min: Number(min) }),
    ...(max === undefined ? {} : { max: Number(max) }),
  };
}

function failureMode(text: string): FailureMode {
  const found = FAILURE_MODES.find((mode) => mode === text);
  if (found) return found;
  throw new InvalidValue("failureModes", text, `one of ${FAILURE_MODES.join(", ")}`, "unknown_value");
}
