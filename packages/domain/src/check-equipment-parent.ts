import type { Equipment } from "./equipment.js";
import { PARENT_KINDS } from "./equipment-hierarchy.js";
import { InvalidValue } from "./invalid-value.js";

/**
 * Checks that a node may stand under a parent.
 * @param parent the node of the code that is given as parent; undefined where none is given or there is none
 * @throws InvalidValue on `parent`, with reason `orphan`, `cycle`, `too_deep`, `wrong_parent_kind` or `retired_parent`
 */
export function checkEquipmentParent(child: Pick<Equipment, "code" | "kind" | "parent">, parent: Equipment | undefined): void {
  const { code, kind, parent: given } = child;
  const kinds = PARENT_KINDS[kind];
  const refused = (limit: string, reason: string) => new InvalidValue("parent", given, limit, reason);
  if (kinds.length === 0) {
    if (given !== undefined) throw refused(`absent: a ${kind} stands under nothing`, "wrong_parent_kind");
    return;
  }
  if (given === undefined || !parent) throw refused(`the code of a ${kinds.join(" or ")} of the register`, "orphan");
  if (given === code || parent.parent === code) throw refused("another node, which does not stand under this one", "cycle");
  if (parent.kind === "component") throw refused("no component: nothing stands under one", "too_deep");
  if (!kinds.includes(parent.kind)) throw refused(`a ${kinds.join(" or ")}, not a ${parent.kind}`, "wrong_parent_kind");
  if (parent.state === "retired") throw refused("a node that is not retired", "retired_parent");
}
