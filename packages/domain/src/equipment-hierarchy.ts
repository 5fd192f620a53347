export const EQUIPMENT_KINDS = ["site", "area", "line", "machine", "component"] as const;
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number];

/**
 * What each kind may stand under. Every parent comes before its child in `EQUIPMENT_KINDS` and a node never changes its kind, so no
 * order of changes, at once or one after the other, can close a ring, and no branch is longer than the kinds are many.
 */
export const PARENT_KINDS: Readonly<Record<EquipmentKind, readonly EquipmentKind[]>> = {
  site: [],
  area: ["site"],
  line: ["site", "area"],
  machine: ["site", "area", "line"],
  component: ["machine"],
};

/** Whether nodes of the kind have a state, a nameplate and costs of their own. */
export function isMachinery(kind: EquipmentKind): boolean {
  return kind === "machine" || kind === "component";
}
