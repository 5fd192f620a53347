import type { ModelScope } from "@phm/contracts";
import { championOf, coverageFell, GATE_LEVEL, type ModelLine, WATCHED_LIVES } from "@phm/prognostics";
import { type Logger, ServiceError } from "@phm/service-kit";
import type { LiveLives } from "./live-lives.js";
import type { ModelRegistry } from "./model-registry.js";

/** Who is named in the history when nobody decided. */
export const AUTOMATIC_ACTOR = "predict";

export interface RollbackWatchOptions {
  readonly registry: ModelRegistry;
  readonly live: LiveLives;
  readonly logger: Logger;
  readonly rolledBack: () => void;
}

/**
 * Gives a scope its former champion back when the lives that end under the new one show that its interval holds too little. Two processes may
 * look at the same time: the line that was judged must still be the line, so that one of them decides.
 */
export async function watchPromotion(scope: ModelScope, line: ModelLine, options: RollbackWatchOptions): Promise<boolean> {
  const { registry, live, logger, rolledBack } = options;
  const { watch } = line;
  if (!watch) return false;
  const model = championOf(line);
  const lives = (await live.spoken(scope, model)).filter(({ life }) => !watch.livesBefore.includes(life));
  if (lives.length > WATCHED_LIVES) return false;
  const covered = lives.map(({ figures }) => figures.coverageRatio);
  if (!coverageFell(covered, watch.coverageBeforeRatio, GATE_LEVEL)) return false;
  const mean = covered.reduce((sum, share) => sum + share, 0) / covered.length;
  const reason =
    `the interval of ${model} held ${percent(mean)} of the moments of ${covered.length} lives that ended under it, ` +
    `that of its predecessor ${percent(watch.coverageBeforeRatio)}`;
  try {
    await registry.rollBack(scope, { actor: AUTOMATIC_ACTOR, reason }, 0, line);
  } catch (error) {
    // Another process, or a person, has decided meanwhile: the next round looks at what stands now.
    if (error instanceof ServiceError && error.code === "conflict") return false;
    throw error;
  }
  rolledBack();
  logger.warn({ ...scope, model, champion: line.formerChampion }, `rolled back by itself: ${reason}`);
  return true;
}

function percent(ratio: number): string {
  return `${Math.round(100 * ratio)} %`;
}
