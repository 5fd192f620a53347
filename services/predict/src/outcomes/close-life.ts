import { type AssetRef, assetKey, type LifeEnd, lifeEndOf, type RulEstimate, type TimeNs, type Verdict } from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AssetState } from "../assess/asset-state.js";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import type { PredictMetrics } from "../metrics.js";
import { LifeJudge } from "./judge-life.js";
import type { OutcomeBook } from "./outcome-book.js";

const PAGE = 1000;

export interface CloseLifeDependencies {
  readonly outcomes: OutcomeBook;
  readonly prognoses: PrognosisHistory;
  readonly states: Collection<AssetState>;
  readonly metrics: PredictMetrics;
}

/**
 * Where a verdict tells of the end of a life, all that was said of that life is held against the end, and how it came out goes on record.
 * To be done before the machine is learnt anew, because its state still says when this life began. Repeating it changes nothing: what is on
 * record under the verdict stays, and an end that another order has told of already is the same end.
 */
export async function closeLife(verdict: Verdict, dependencies: CloseLifeDependencies): Promise<void> {
  const { outcomes, metrics } = dependencies;
  const end = lifeEndOf(verdict);
  if (!end || (await outcomes.has(verdict.id))) return;
  const fromNs = await lifeBegan(verdict.ref, end, dependencies);
  if (fromNs === null) return;
  const judge = new LifeJudge(end);
  for await (const said of saidBetween(verdict.ref, fromNs, end.endNs, dependencies.prognoses)) judge.add(said);
  const judged = judge.judged();
  if (!judged) return;
  const { ref, id: verdictId, failureMode, timeNs: closedNs } = verdict;
  const life = { ref, verdictId, lifeEndNs: end.endNs, closedNs, censored: end.censored, ...(failureMode ? { failureMode } : {}) };
  if (await outcomes.record({ ...life, ...judged })) metrics.lifeEnded(end.censored);
}

/** The first instant after the last repair that is known of; null where the end lies in a life that is on record as ended. */
async function lifeBegan(ref: AssetRef, { endNs }: LifeEnd, { outcomes, states }: CloseLifeDependencies): Promise<TimeNs | null> {
  const ended = await outcomes.livesOf(ref);
  if (ended.some(({ lifeStartNs, closedNs }) => lifeStartNs < endNs && endNs <= closedNs)) return null;
  const learnFromNs = (await states.get(assetKey(ref)))?.value.assessment.detection.learnFromNs ?? null;
  const repairs = [...ended.map(({ closedNs }) => closedNs), ...(learnFromNs === null ? [] : [BigInt(learnFromNs)])];
  return repairs.filter((repairNs) => repairNs < endNs).reduce((latest, each) => (each >= latest ? each + 1n : latest), 0n);
}

async function* saidBetween(ref: AssetRef, fromNs: TimeNs, toNs: TimeNs, history: PrognosisHistory): AsyncGenerator<RulEstimate> {
  let cursor: string | undefined;
  do {
    const page = await history.range(ref, { fromNs, toNs, limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield* page.estimates;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
