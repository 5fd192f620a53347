import { assembliesOf, type BillItem, type BillOfMaterials } from "./bill-of-materials.js";
import { checkWords } from "./check-fields.js";
import { InvalidValue } from "./invalid-value.js";
import { checkPartNumber } from "./spare-part.js";

const MAX_ITEMS = 1_000;
const MAX_POSITION = 40;
const MAX_DEPTH = 12;
const MAX_QUANTITY = 1e6;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken: also an assembly within itself */
export function checkBill({ items }: BillOfMaterials): void {
  if (items.length > MAX_ITEMS) throw new InvalidValue("items", items.length, `at most ${MAX_ITEMS} lines`, "too_many_items");
  const byPosition = new Map<string, BillItem>();
  for (const [index, item] of items.entries()) {
    checkItem(`items[${index}]`, item);
    if (byPosition.has(item.position))
      throw new InvalidValue(`items[${index}].position`, item.position, "a position that no other line has", "repeated");
    byPosition.set(item.position, item);
  }
  for (const [index, item] of items.entries()) checkAssembly(`items[${index}].assembly`, item, byPosition);
}

function checkItem(at: string, { position, part, name, quantity, component }: BillItem): void {
  if (position.trim() === "" || position.length > MAX_POSITION)
    throw new InvalidValue(`${at}.position`, position, `1 to ${MAX_POSITION} characters`);
  if (part === undefined) checkWords(`${at}.name`, name);
  else checkPartNumber(`${at}.part`, part);
  if (name !== "") checkWords(`${at}.name`, name);
  if (component !== undefined) checkWords(`${at}.component`, component);
  if (!(quantity > 0 && quantity <= MAX_QUANTITY))
    throw new InvalidValue(`${at}.quantity`, quantity, `above 0, at most ${MAX_QUANTITY}`, "out_of_range");
}

function checkAssembly(field: string, item: BillItem, byPosition: ReadonlyMap<string, BillItem>): void {
  const { assembly } = item;
  if (assembly === undefined) return;
  if (!byPosition.has(assembly)) throw new InvalidValue(field, assembly, "the position of a line of the bill", "unknown_assembly");
  const above = assembliesOf(item, byPosition);
  if (above.includes(item)) throw new InvalidValue(field, assembly, "no assembly that the line is in itself", "cycle");
  if (above.length > MAX_DEPTH) throw new InvalidValue(field, assembly, `at most ${MAX_DEPTH} assemblies within each other`, "too_deep");
}
