import type { Verdict } from "@phm/domain";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import { LifeJudge } from "../outcomes/judge-life.js";
import type { OutcomeBook } from "../outcomes/outcome-book.js";

const PAGE = 1000;

export interface CloseShadowLifeDependencies {
  /** Where the life is on record already, with how the published estimates came out. */
  readonly outcomes: OutcomeBook;
  /** What challengers said. */
  readonly shadows: PrognosisHistory;
  readonly shadowOutcomes: OutcomeBook;
}

/**
 * Holds what challengers said of a life that has ended against its end, by the same rules as what was published, in a book of its own: a
 * challenger never shows among the models that spoke. Repeating it changes nothing.
 */
export async function closeShadowLife(
  { id, ref }: Pick<Verdict, "id" | "ref">,
  { outcomes, shadows, shadowOutcomes }: CloseShadowLifeDependencies,
): Promise<void> {
  const life = (await outcomes.livesOf(ref)).find(({ verdictId }) => verdictId === id);
  if (!life || (await shadowOutcomes.has(id))) return;
  const judge = new LifeJudge({ endNs: life.lifeEndNs, censored: life.censored });
  let cursor: string | undefined;
  do {
    const range = { fromNs: life.lifeStartNs, toNs: life.lifeEndNs, limit: PAGE, ...(cursor ? { cursor } : {}) };
    const page = await shadows.range(ref, range);
    for (const said of page.estimates) judge.add(said);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const judged = judge.judged();
  if (judged) await shadowOutcomes.record({ ...life, ...judged, lifeStartNs: life.lifeStartNs });
}
