import { type EquipmentService, equipmentEntryFromWire, equipmentKindCodec, equipmentRecordToWire } from "@phm/contracts";
import { type EquipmentEntry, type EquipmentMeasurement, InvalidValue } from "@phm/domain";
import { type FileRecord, fileProblem, type QualityFinding, qualityFindingOf } from "@phm/exchange-files";
import { type ClientCalls, ServiceError } from "@phm/service-kit";
import type { TableProblem } from "../../problem-line.js";
import type { TakenRecords, Taking } from "./take-parts.js";

type Equipment = ClientCalls<typeof EquipmentService>;

interface ReadFinding extends QualityFinding {
  readonly line: number;
}

/** Takes records of kind `quality`: what was found on a node is added to its record in one change, once. */
export async function takeQuality(records: readonly FileRecord[], taking: Taking, equipment: Equipment): Promise<TakenRecords> {
  const problems: TableProblem[] = [];
  const byNode = new Map<string, ReadFinding[]>();
  for (const record of records) {
    try {
      const finding = { ...qualityFindingOf(record), line: record.line };
      byNode.set(finding.equipment, [...(byNode.get(finding.equipment) ?? []), finding]);
    } catch (error) {
      problems.push(refusal(record.line, error));
    }
  }
  const counts = { taken: 0, unchanged: 0 };
  for (const [code, findings] of byNode) {
    try {
      const taken = await addTo(code, findings, taking, equipment);
      counts.taken += taken;
      counts.unchanged += findings.length - taken;
    } catch (error) {
      problems.push(...findings.map(({ line }) => refusal(line, error)));
    }
  }
  return { ...counts, problems };
}

/** @returns how many were new */
async function addTo(
  code: string,
  findings: readonly ReadFinding[],
  { place, actor, dryRun }: Taking,
  equipment: Equipment,
): Promise<number> {
  const ref = { ...place, code };
  const entry = equipmentEntryFromWire((await equipment.getEquipment({ ref })).entry);
  const { kind, record } = entry.equipment;
  const fresh = findings.map(({ measurement }) => measurement).filter((each) => !isOnRecord(entry, each));
  if (fresh.length === 0 || dryRun) return fresh.length;
  const after = equipmentRecordToWire({ ...record, measurements: [...record.measurements, ...fresh] });
  const change = { actor, note: "quality records from a file", expectedRevision: BigInt(entry.revision) };
  await equipment.putEquipment({ ref, kind: equipmentKindCodec.toWire(kind), record: after, change, ...parentOf(entry) });
  return fresh.length;
}

function parentOf({ equipment: { parent } }: EquipmentEntry) {
  return parent === undefined ? {} : { parent };
}

function isOnRecord({ equipment: { record } }: EquipmentEntry, { phase, quantity, timeNs }: EquipmentMeasurement): boolean {
  return record.measurements.some((each) => each.phase === phase && each.quantity === quantity && each.timeNs === timeNs);
}

/** @throws what says nothing of the row, such as a suite that does not answer */
function refusal(line: number, error: unknown): TableProblem {
  if (error instanceof InvalidValue) return fileProblem(line, error);
  if (!(error instanceof ServiceError) || error.field === undefined) throw error;
  const { field, value = "", limit = "a node of the register", reason } = error;
  return { line, column: field, value, limit, reason };
}
