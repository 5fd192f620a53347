import { type BillService, billFromWire, billToWire } from "@phm/contracts";
import { type FileRecord, type StatedBill, statedBills } from "@phm/exchange-files";
import type { ClientCalls } from "@phm/service-kit";
import type { TableProblem } from "../../problem-line.js";
import { refusal, type TakenRecords, type Taking } from "./take-parts.js";

type Bills = ClientCalls<typeof BillService>;

/**
 * Takes records of kind `bills`, a machine after the other: its bill is as it is stated afterwards. Of a file with rows that cannot be read
 * nothing is taken: it would state bills that lack them.
 */
export async function takeBills(records: readonly FileRecord[], taking: Taking, bills: Bills): Promise<TakenRecords> {
  if (!taking.isWhole) return { taken: 0, unchanged: 0, problems: records.map(incomplete) };
  const stated = statedBills(records, taking.place);
  const problems: TableProblem[] = [...stated.problems];
  const counts = { taken: 0, unchanged: 0 };
  for (const each of stated.bills) {
    try {
      counts[(await takeBill(each, taking, bills)) ? "taken" : "unchanged"] += each.lines.length;
    } catch (error) {
      problems.push(...each.lines.map((line) => refusal({ line }, error)));
    }
  }
  return { ...counts, problems };
}

/** @returns whether it is another than what was on record */
async function takeBill({ bill }: StatedBill, { dryRun }: Taking, bills: Bills): Promise<boolean> {
  const wanted = billToWire(bill);
  const { record } = await bills.getBill(wanted.ref ? { ref: wanted.ref } : {});
  if (record && record.version > 0n && JSON.stringify(billFromWire(record.bill)) === JSON.stringify(billFromWire(wanted))) return false;
  if (!dryRun) await bills.putBill({ bill: wanted, expectedVersion: record?.version ?? 0n });
  return true;
}

function incomplete({ line }: FileRecord): TableProblem {
  return { line, column: "", value: "", reason: "incomplete_file", limit: "in a file whose rows can all be read" };
}
