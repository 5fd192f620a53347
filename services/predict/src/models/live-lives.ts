import type { ModelScope } from "@phm/contracts";
import type { AssetRef, LifeOutcome, ModelOutcome } from "@phm/domain";
import type { Figures, PairedLife } from "@phm/prognostics";
import type { AssetDirectory } from "@phm/service-kit";
import type { OutcomeBook } from "../outcomes/outcome-book.js";
import { scopeKey, scopeOf } from "./model-scope.js";

/** Of a site: what is older tells of other machines, other people and other seasons. */
const LATEST_LIVES = 500;

/** How a model did on one life that ended here. */
export interface LiveLife {
  /** The verdict that told of the end. */
  readonly life: string;
  readonly figures: Figures;
}

export interface LiveLivesOptions {
  readonly directory: AssetDirectory;
  readonly outcomes: OutcomeBook;
  readonly shadowOutcomes: OutcomeBook;
}

/** The latest lives that ended here by a failure, as champions and challengers had foretold them. */
export class LiveLives {
  constructor(private readonly options: LiveLivesOptions) {}

  /** Of which a model spoke, in the order of their ends. */
  spoken(scope: ModelScope, model: string): Promise<LiveLife[]> {
    return this.of(this.options.outcomes, scope, model);
  }

  /** On which a model ran in shadow, in the order of their ends. */
  shadowed(scope: ModelScope, model: string): Promise<LiveLife[]> {
    return this.of(this.options.shadowOutcomes, scope, model);
  }

  /** Of which it spoke or on which it ran in shadow; where both, what it spoke counts. */
  async either(scope: ModelScope, model: string): Promise<LiveLife[]> {
    const spoken = await this.spoken(scope, model);
    const known = new Set(spoken.map(({ life }) => life));
    return [...spoken, ...(await this.shadowed(scope, model)).filter(({ life }) => !known.has(life))];
  }

  /** Lives of which the champion spoke while the challenger ran in shadow: neither can have been fitted on them. */
  async paired(scope: ModelScope, champion: string, challenger: string): Promise<PairedLife[]> {
    const champions = new Map((await this.spoken(scope, champion)).map(({ life, figures }) => [life, figures]));
    return (await this.shadowed(scope, challenger)).flatMap(({ life, figures }): PairedLife[] => {
      const spoken = champions.get(life);
      return spoken ? [{ life, source: "live", champion: spoken, challenger: figures }] : [];
    });
  }

  private async of(book: OutcomeBook, scope: ModelScope, model: string): Promise<LiveLife[]> {
    const { organisation, site } = scope;
    const lives: LiveLife[] = [];
    for (const outcome of (await book.list({ organisation, site, limit: LATEST_LIVES })).outcomes) {
      const life = liveLife(outcome, model);
      if (life && (await this.isIn(scope, outcome.ref))) lives.unshift(life);
    }
    return lives;
  }

  private async isIn(scope: ModelScope, ref: AssetRef): Promise<boolean> {
    const config = await this.options.directory.find(ref);
    return config !== undefined && scopeKey(scopeOf(config)) === scopeKey(scope);
  }
}

/** Undefined where the model gave no interval that can be judged. Machines that were hurried for nothing are counted by verdicts. */
function liveLife({ censored, verdictId, byModel }: LifeOutcome, model: string): LiveLife | undefined {
  const outcome: ModelOutcome | undefined = byModel.find((each) => each.model === model);
  if (censored || !outcome || outcome.estimates === 0 || outcome.pinballLn === null) return undefined;
  const figures = { pinballLn: outcome.pinballLn, coverageRatio: outcome.covered / outcome.estimates, falseUrgency: false };
  return { life: verdictId, figures };
}
