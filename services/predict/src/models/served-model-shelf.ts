import type { ModelScope } from "@phm/contracts";
import { BUILT_IN_MODEL, BUILT_IN_MODELS, type ServedModels } from "@phm/pipeline";
import { challengerOf, championOf, type ModelLine, type ServedModel } from "@phm/prognostics";
import { type Collection, type Logger, ServiceError } from "@phm/service-kit";
import { BUILT_IN_DIGEST, type ModelArtefacts } from "./model-artefacts.js";
import type { ModelLines } from "./model-lines.js";
import { scopeKey } from "./model-scope.js";
import type { StoredModel } from "./stored-model.js";

export interface ShelfOptions {
  readonly lines: ModelLines;
  readonly models: Collection<StoredModel>;
  readonly artefacts: ModelArtefacts;
  readonly logger: Logger;
  /** Called when a model cannot be opened: what was served stays. */
  readonly failed: () => void;
}

/** No line has this number, so that the next refresh tries again. */
const INCOMPLETE = -1;
/** Of a line without an event. */
const NOTHING_REGISTERED = 0;

/** What a scope is served with. */
export interface ShelfEntry extends ServedModels {
  readonly scope: ModelScope;
  /** Of the line that it was opened for. */
  readonly sequence: number;
}

/**
 * The open models of all scopes. `of` answers at once from memory; `refresh` opens what has changed beside it and puts it in place in one
 * step, so that scoring never waits and an acquisition sees one set of models throughout.
 */
export class ServedModelShelf {
  private readonly entries = new Map<string, ShelfEntry>();
  #refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly options: ShelfOptions) {}

  of(scope: ModelScope): ServedModels {
    return this.entries.get(scopeKey(scope)) ?? BUILT_IN_MODELS;
  }

  /** As `of`, for scoring: from now on the scope is among those that are shown. */
  serve(scope: ModelScope): ServedModels {
    const known = this.entries.get(scopeKey(scope));
    if (known) return known;
    const entry = { scope, sequence: NOTHING_REGISTERED, ...BUILT_IN_MODELS };
    this.entries.set(scopeKey(scope), entry);
    return entry;
  }

  /** Every scope in which anything was registered, or scored by this process. */
  all(): readonly ShelfEntry[] {
    return [...this.entries.values()];
  }

  /** Brings the shelf up to the store. One after the other: an older look never overwrites a newer one. */
  refresh(): Promise<void> {
    this.#refreshing = this.#refreshing.catch(() => {}).then(() => this.#bringUp());
    return this.#refreshing;
  }

  /** An open model by its name. @throws ServiceError not_found, or internal when it is damaged */
  async open(scope: ModelScope, model: string): Promise<ServedModel> {
    return this.options.artefacts.served(await this.#digestOf(scope, model));
  }

  /** The signed document of a model. @throws as `open` does */
  async document(scope: ModelScope, model: string): Promise<Uint8Array> {
    return this.options.artefacts.document(await this.#digestOf(scope, model));
  }

  async #bringUp(): Promise<void> {
    for (const { scope, line } of await this.options.lines.all()) {
      if (this.entries.get(scopeKey(scope))?.sequence === line.sequence) continue;
      const entry = await this.#opened(scope, line);
      if (entry) this.entries.set(scopeKey(scope), entry);
    }
  }

  /** Undefined where the champion does not open: what was served stays. What did not open is tried again with the next refresh. */
  async #opened(scope: ModelScope, line: ModelLine): Promise<ShelfEntry | undefined> {
    const champion = await this.#tryOpen(scope, championOf(line));
    if (!champion) return undefined;
    const wanted = challengerOf(line);
    if (wanted === undefined) return { scope, sequence: line.sequence, champion };
    const challenger = await this.#tryOpen(scope, wanted);
    return challenger ? { scope, sequence: line.sequence, champion, challenger } : { scope, sequence: INCOMPLETE, champion };
  }

  async #tryOpen(scope: ModelScope, model: string): Promise<ServedModel | undefined> {
    try {
      return await this.open(scope, model);
    } catch (error) {
      this.options.failed();
      this.options.logger.error({ err: error, ...scope, model }, "a model does not open");
      return undefined;
    }
  }

  async #digestOf(scope: ModelScope, model: string): Promise<string> {
    if (model === BUILT_IN_MODEL) return BUILT_IN_DIGEST;
    const stored = await this.options.models.get(modelKey(scope, model));
    if (stored) return stored.value.digest;
    throw new ServiceError("not_found", `there is no model ${model} in ${scopeKey(scope)}`, { field: "model", value: model });
  }
}

/** The id of a registered model. */
export function modelKey(scope: ModelScope, model: string): string {
  return `${scopeKey(scope)}:${model}`;
}
