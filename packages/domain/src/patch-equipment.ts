import { type EquipmentRecord, NAMEPLATE_FIGURES, NAMEPLATE_TEXTS, type Nameplate } from "./equipment-record.js";
import type { EquipmentPatch } from "./parse-equipment.js";

/** The record of a node with what is stated of it; undefined where there is none yet. The rules are checked by `equipmentProblems`. */
export function patchEquipmentRecord(before: EquipmentRecord | undefined, patch: EquipmentPatch): EquipmentRecord {
  const { nameEn, nameZh, measurements } = patch;
  const name = before?.name ?? { en: "", zh: "" };
  return {
    name: { en: stated(nameEn, name.en) ?? "", zh: stated(nameZh, name.zh) ?? "" },
    ...given({
      asset: stated(patch.asset, before?.asset),
      component: stated(patch.component, before?.component),
      oem: stated(patch.oem, before?.oem),
      criticality: stated(patch.criticality, before?.criticality),
    }),
    nameplate: patchedNameplate(before?.nameplate, patch),
    measurements: measurements ?? before?.measurements ?? [],
  };
}

const NAMEPLATE_FIELDS = [...NAMEPLATE_TEXTS, "yearBuilt", ...NAMEPLATE_FIGURES] as const;

function patchedNameplate(before: Nameplate | undefined, patch: EquipmentPatch): Nameplate {
  const fields = NAMEPLATE_FIELDS.map((name) => [name, stated<string | number>(patch[`nameplate.${name}`], before?.[name])] as const);
  const further = new Map(Object.entries(before?.further ?? {}));
  for (const [name, value] of patch.further) value === null ? further.delete(name) : further.set(name, value);
  return { ...given(Object.fromEntries(fields)), further: Object.fromEntries(further) };
}

/** `null` takes away, `undefined` leaves as it is. */
function stated<T>(patched: T | null | undefined, before: T | undefined): T | undefined {
  return patched === null ? undefined : (patched ?? before);
}

function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
