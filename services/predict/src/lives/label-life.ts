import { assetKey, type Verdict } from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AssetState } from "../assess/asset-state.js";
import type { LifeBook } from "./life-book.js";

export interface LabelLifeDependencies {
  readonly states: Collection<AssetState>;
  readonly lives: LifeBook;
}

/**
 * Writes into the life of a machine what a verdict says of its end. Comes before the machine is learnt anew; the block of the last step
 * goes first, for its own message may still be waiting to be delivered again.
 */
export async function labelLife(verdict: Verdict, { states, lives }: LabelLifeDependencies): Promise<void> {
  const state = await states.get(assetKey(verdict.ref));
  await lives.follow(verdict.ref, state?.value.closed ?? null);
  await lives.label(verdict);
}
