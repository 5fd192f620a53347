import { InvalidValue } from "./invalid-value.js";

declare const brand: unique symbol;
/** A functional location code, such as `S1-A2-L3-M4`: names a node of the equipment tree within its organisation and site, for good. */
export type EquipmentCode = string & { readonly [brand]: "EquipmentCode" };

const MAX_CODE = 64;
/** One way to write each code: no lower case, so that no two differ by it alone, and nothing that means something in a key or a path. */
const FORM = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** @throws InvalidValue naming the field unless it is 1 to 64 capitals and digits in groups that are joined by `-` */
export function equipmentCode(value: unknown, field = "code"): EquipmentCode {
  if (typeof value === "string" && value.length <= MAX_CODE && FORM.test(value)) return value as EquipmentCode;
  const limit = `1 to ${MAX_CODE} capitals and digits in groups joined by -, such as S1-A2-L3-M4`;
  throw new InvalidValue(field, value, limit, "bad_code");
}
