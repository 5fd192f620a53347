import { type EquipmentCode, type EquipmentPatch, InvalidValue, parseEquipmentFields } from "@phm/domain";
import { fileProblem } from "@phm/exchange-files";
import type { ImportRow } from "./plan-row.js";
import type { ImportProblem, TableRow } from "./table-row.js";

export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly ImportProblem[];
  /** Nodes that rows are about which are not among `rows`, as they have no code of their own: machines, for their components. */
  readonly withheld: ReadonlySet<EquipmentCode>;
}

/** Rows of a table as far as they could be read: a row with a problem in one cell is still held against the register for the others. */
export function readRows(rows: readonly TableRow[]): ReadRows {
  const read = new Map<EquipmentCode, ImportRow>();
  const problems: ImportProblem[] = [];
  const withheld = new Set<EquipmentCode>();
  for (const { line, stated } of rows) {
    const { patch, problems: found } = parseEquipmentFields(stated);
    problems.push(...found.map((problem) => fileProblem(line, problem)));
    const { code } = patch;
    const first = code ? read.get(code) : undefined;
    if (code && !first) read.set(code, { line, code, patch, isSound: found.length === 0 });
    else {
      problems.push(fileProblem(line, first ? repeatedCode(first) : new InvalidValue("code", code, "given", "missing_code")));
      for (const each of concerned(patch)) withheld.add(each);
    }
  }
  return { rows: [...read.values()], problems, withheld };
}

function repeatedCode({ code, line }: ImportRow): InvalidValue {
  return new InvalidValue("code", code, `named once: line ${line} has it`, "repeated_code");
}

function concerned({ code, kind, parent }: EquipmentPatch): EquipmentCode[] {
  return [code, kind === "component" ? parent : undefined].filter((each) => each !== undefined && each !== null);
}
