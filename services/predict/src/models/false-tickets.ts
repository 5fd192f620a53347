import type { ModelScope } from "@phm/contracts";
import { type AssetRef, assetKey, type RulEstimate, type TimeNs } from "@phm/domain";
import type { FalseTickets } from "@phm/prognostics";
import type { AssetDirectory, Collection } from "@phm/service-kit";
import type { AssetState } from "../assess/asset-state.js";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import type { VerdictLog } from "../verdicts/verdict-log.js";
import { scopeKey, scopeOf } from "./model-scope.js";

/** As advice does: the shorter end of the interval within so many blocks of the machine means "act now". */
const URGENT_BLOCKS = 10;

export interface FalseTicketOptions {
  readonly directory: AssetDirectory;
  readonly verdicts: VerdictLog;
  readonly states: Collection<AssetState>;
  readonly prognoses: PrognosisHistory;
  readonly shadows: PrognosisHistory;
}

/**
 * Machines that people found sound while a model said "act now". Whether there is an order at all is decided by state detection, which is
 * the same under every model; a model makes an order false by hurrying it.
 */
export async function falseTickets(
  scope: ModelScope,
  models: { readonly champion: string; readonly challenger: string },
  options: FalseTicketOptions,
): Promise<FalseTickets> {
  const { directory, verdicts, prognoses, shadows } = options;
  const found = { champion: 0, challenger: 0 };
  for (const { ref, timeNs } of await verdicts.foundSound(scope)) {
    const config = await directory.find(ref);
    if (!config || scopeKey(scopeOf(config)) !== scopeKey(scope)) continue;
    const [spoken, shadow] = await Promise.all([latest(prognoses, ref, timeNs), latest(shadows, ref, timeNs)]);
    // Only where both were asked the same question.
    if (!spoken || spoken.model !== models.champion || shadow?.model !== models.challenger || shadow.timeNs !== spoken.timeNs) continue;
    const blockS = await blockOf(ref, options);
    if (isUrgent(spoken, blockS)) found.champion += 1;
    if (isUrgent(shadow, blockS)) found.challenger += 1;
  }
  return found;
}

function latest(history: PrognosisHistory, ref: AssetRef, timeNs: TimeNs): Promise<RulEstimate | undefined> {
  return history.latest(ref, { toNs: timeNs + 1n });
}

/** The machine's own unit of time, seconds. */
async function blockOf(ref: AssetRef, { states }: FalseTicketOptions): Promise<number> {
  return (await states.get(assetKey(ref)))?.value.assessment.trend.indicators?.blockS ?? 0;
}

function isUrgent({ status, p10S = 0 }: RulEstimate, blockS: number): boolean {
  return status === "estimate" && p10S <= URGENT_BLOCKS * blockS;
}
