import { type AssetRef, assetRef, type BillItem, type BillOfMaterials, checkBill, InvalidValue } from "@phm/domain";
import { type FileProblem, fileProblem } from "../file-problem.js";
import type { FileRecord, RecordKind } from "./record-kind.js";
import { rowsBy } from "./rows-by.js";

const MAX_TEXT = 200;

/** Bills of materials of machines, of a PDM or PLM system. One line of a bill a row. */
export const BILLS: RecordKind = {
  name: "bills",
  key: ["asset", "position"],
  oneOf: ["part", "name"],
  fields: {
    asset: { type: "text", maxLength: MAX_TEXT, required: true },
    position: { type: "text", maxLength: MAX_TEXT, required: true },
    assembly: { type: "text", maxLength: MAX_TEXT },
    part: { type: "text", maxLength: MAX_TEXT },
    name: { type: "text", maxLength: MAX_TEXT },
    quantity: { type: "number", min: 0, required: true },
    component: { type: "text", maxLength: MAX_TEXT },
  },
};

/** A machine's bill as a file states it. */
export interface StatedBill {
  readonly bill: BillOfMaterials;
  /** Of the file, one for each line of the bill. */
  readonly lines: readonly number[];
}

/** The bills that records of kind `bills` state. One that breaks a rule as a whole, such as an assembly within itself, is none: a problem for each of its rows. */
export function statedBills(
  records: readonly FileRecord[],
  place: Pick<AssetRef, "organisation" | "site">,
): { readonly bills: readonly StatedBill[]; readonly problems: readonly FileProblem[] } {
  const bills: StatedBill[] = [];
  const problems: FileProblem[] = [];
  for (const rows of rowsBy("asset", records)) {
    const lines = rows.map(({ line }) => line);
    try {
      const [first] = rows as [FileRecord];
      const bill = { ref: assetRef(place.organisation, place.site, first.fields.asset), items: rows.map(itemOf) };
      checkBill(bill);
      bills.push({ bill, lines });
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      problems.push(...refusals(lines, error));
    }
  }
  return { bills, problems };
}

function itemOf({ fields }: FileRecord): BillItem {
  const { position, assembly, part, name = "", quantity, component } = fields;
  return {
    ...{ position: String(position), name: String(name), quantity: Number(quantity) },
    ...(assembly === undefined ? {} : { assembly: String(assembly) }),
    ...(part === undefined ? {} : { part: String(part) }),
    ...(component === undefined ? {} : { component: String(component) }),
  };
}

/** The row that the rule is about says which; the others of the machine say where to look. */
function refusals(lines: readonly number[], error: InvalidValue): FileProblem[] {
  const [, index, column] = /^items\[(\d+)\]\.(\w+)$/.exec(error.field) ?? [];
  if (index === undefined || column === undefined) return lines.map((line) => fileProblem(line, error));
  const at = lines[Number(index)];
  const others = { column: "asset", value: "", reason: "bill_refused", limit: `a machine whose bill has no problem: see line ${at}` };
  return lines.map((line) => (line === at ? { ...fileProblem(line, error), column } : { line, ...others }));
}
