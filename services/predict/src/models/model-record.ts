import type { ModelScope } from "@phm/contracts";
import { BUILT_IN_MODEL, BUILT_IN_MODELS } from "@phm/pipeline";
import type { LineMember, ModelCard } from "@phm/prognostics";
import type { DriftBook } from "./drift-book.js";
import type { InputDriftFigure } from "./input-drift.js";
import type { LiveLife, LiveLives } from "./live-lives.js";
import { BUILT_IN_DIGEST } from "./model-artefacts.js";
import type { ModelRegistry } from "./model-registry.js";
import type { ServedModelShelf } from "./served-model-shelf.js";

/** What a model came to on lives that ended here. */
export interface LiveRecord {
  readonly lives: number;
  readonly coverageRatio: number | null;
  readonly pinballLn: number | null;
}

const { card: BUILT_IN_CARD, fitted } = BUILT_IN_MODELS.champion.document;
/** What ships with the program was registered by nobody. */
const BUILT_IN = {
  ...{ digest: BUILT_IN_DIGEST, kind: fitted.kind, inputs: fitted.inputs, card: BUILT_IN_CARD },
  ...{ registeredBy: "", registeredNs: "0" },
};

/** A model as it is shown. */
export interface ModelRecord extends LineMember {
  readonly builtIn: boolean;
  readonly digest: string;
  readonly kind: string;
  readonly inputs: readonly string[];
  readonly card: ModelCard;
  readonly registeredBy: string;
  readonly registeredNs: string;
  readonly live: LiveRecord;
  readonly drift: readonly InputDriftFigure[];
}

export interface ModelRecordOptions {
  readonly registry: ModelRegistry;
  readonly shelf: ServedModelShelf;
  readonly live: LiveLives;
  readonly drift: DriftBook;
}

/** All that is known of one model of a scope. The document is not read: a damaged one is shown too. */
export async function modelRecord(scope: ModelScope, member: LineMember, options: ModelRecordOptions): Promise<ModelRecord> {
  const { registry, shelf, live, drift } = options;
  const { model, state, sinceNs } = member;
  const stored = (await registry.find(scope, model)) ?? BUILT_IN;
  const { champion, challenger } = shelf.of(scope);
  const served = [champion, challenger].find((each) => each?.document.card.model === model);
  const { digest, kind, inputs, card, registeredBy, registeredNs } = stored;
  return {
    ...{ model, state, sinceNs, builtIn: model === BUILT_IN_MODEL, digest, kind, inputs, card, registeredBy, registeredNs },
    live: liveRecord(await live.either(scope, model)),
    drift: served ? drift.of(scope).figures(served.document) : [],
  };
}

/** Each life has one vote. */
export function liveRecord(lives: readonly LiveLife[]): LiveRecord {
  if (lives.length === 0) return { lives: 0, coverageRatio: null, pinballLn: null };
  const mean = (of: (life: LiveLife) => number) => lives.reduce((sum, life) => sum + of(life), 0) / lives.length;
  return {
    lives: lives.length,
    coverageRatio: mean(({ figures }) => figures.coverageRatio),
    pinballLn: mean(({ figures }) => figures.pinballLn),
  };
}
