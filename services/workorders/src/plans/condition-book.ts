import { type ConditionMarks, conditionMarks } from "@phm/advisory";
import { type AssetRef, assetKey, type ConditionState, storedTime } from "@phm/domain";
import { type Collection, type CollectionSpec, retryOnConflict } from "@phm/service-kit";

/** Since when a machine has been as bad as each level and zone, in stored times. */
export type StoredConditionMarks = { readonly marks: { readonly [level: string]: string } };

export const CONDITION_COLLECTION: CollectionSpec = { name: "plan_conditions", indexes: [] };

/** What plans by condition go by: of each machine since when it has been so bad. */
export class ConditionBook {
  constructor(private readonly conditions: Collection<StoredConditionMarks>) {}

  /** Written only where a level or zone was entered or left. */
  async note(ref: AssetRef, condition: ConditionState): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.conditions.get(assetKey(ref));
      const before = stored ? readMarks(stored.value) : {};
      const after = conditionMarks(before, condition);
      if (stored && after === before) return;
      await this.conditions.put(assetKey(ref), storedMarks(after), stored?.version ?? 0);
    });
  }

  /** Undefined for a machine that was never assessed. */
  async marks(ref: AssetRef): Promise<ConditionMarks | undefined> {
    const stored = await this.conditions.get(assetKey(ref));
    return stored && readMarks(stored.value);
  }
}

function storedMarks(marks: ConditionMarks): StoredConditionMarks {
  return { marks: Object.fromEntries(Object.entries(marks).map(([level, sinceNs]) => [level, storedTime(sinceNs)])) };
}

function readMarks({ marks }: StoredConditionMarks): ConditionMarks {
  return Object.fromEntries(Object.entries(marks).map(([level, sinceNs]) => [level, BigInt(sinceNs)]));
}
