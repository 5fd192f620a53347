import { checkWords } from "./check-fields.js";
import type { FailureMode } from "./failure-mode.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { AssetId, OrganisationId, SiteId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";

/** A spare part (备件) as it is bought and stored, without how much of it is there. */
export interface SparePart {
  /** Part number, unique at the site. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly name: BilingualText;
  /** What one of it is: `piece`, `kg`, `m`. */
  readonly unit: string;
  readonly supplier: string;
  /** Days from the order to the goods; absent where nobody has said. */
  readonly leadTimeDays?: number;
  readonly usedFor: PartUse;
}

/** What a part is needed for: repairs of these failure modes on these machines. */
export interface PartUse {
  /** Empty: of any machine of the site. */
  readonly assets: readonly AssetId[];
  readonly failureModes: readonly FailureMode[];
}

/** A part that a repair needs and that is not there. */
export interface MissingPart {
  readonly id: string;
  readonly name: BilingualText;
  readonly leadTimeDays?: number;
}

const MAX_ID = 100;
const MAX_LEAD_TIME_DAYS = 1_825;
const MAX_ASSETS = 1_000;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkSparePart({ id, name, unit, supplier, leadTimeDays, usedFor }: SparePart): void {
  checkPartNumber("id", id);
  checkWords("name.en", name.en);
  checkWords("name.zh", name.zh);
  checkWords("unit", unit);
  if (supplier !== "") checkWords("supplier", supplier);
  if (leadTimeDays !== undefined && !(leadTimeDays >= 0 && leadTimeDays <= MAX_LEAD_TIME_DAYS)) {
    throw new InvalidValue("leadTimeDays", leadTimeDays, `0 to ${MAX_LEAD_TIME_DAYS}, or absent`, "out_of_range");
  }
  if (usedFor.assets.length > MAX_ASSETS) throw new InvalidValue("usedFor.assets", usedFor.assets.length, `at most ${MAX_ASSETS} machines`);
}

/** @throws InvalidValue unless it is a part number */
export function checkPartNumber(field: string, id: string): void {
  if (!/^[A-Za-z0-9._/-]+$/.test(id) || id.length > MAX_ID)
    throw new InvalidValue(field, id, `1 to ${MAX_ID} letters, digits, . _ / and -`);
}

/**
 * Whether a repair of this failure mode on this machine needs the part.
 * @param onBill whether the machine's bill of materials has it: then it is the machine's, whatever machines the part names
 */
export function isNeededFor({ usedFor }: SparePart, asset: AssetId, mode: FailureMode, onBill = false): boolean {
  return usedFor.failureModes.includes(mode) && (onBill || usedFor.assets.length === 0 || usedFor.assets.includes(asset));
}
