import { judgeStatement } from "@phm/advisory";
import { type AssetRef, assetKey } from "@phm/domain";
import { type Collection, retryOnConflict } from "@phm/service-kit";
import type { AdviceState } from "./advice-state.js";

/** Lets the advice on an asset know that an order has ended. Repeating it is harmless. */
export async function judgeAdvice(
  advice: Collection<AdviceState>,
  ref: AssetRef,
  judgement: Parameters<typeof judgeStatement>[1],
): Promise<void> {
  await retryOnConflict(async () => {
    const stored = await advice.get(assetKey(ref));
    if (!stored) return;
    const advisory = judgeStatement(stored.value.advisory, judgement);
    if (advisory !== stored.value.advisory) await advice.put(assetKey(ref), { ...stored.value, advisory }, stored.version);
  });
}
