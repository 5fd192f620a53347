import type { ModelScope } from "@phm/contracts";
import { InvalidValue, storedTime, type TimeNs } from "@phm/domain";
import { BUILT_IN_MODEL } from "@phm/pipeline";
import {
  type ChangedLine,
  challengerOf,
  championOf,
  changeLine,
  type DecidedBy,
  isAlreadyDone,
  type LineCommand,
  type ModelLine,
  memberOf,
  type ServedModel,
} from "@phm/prognostics";
import { type Collection, DuplicateKey, ServiceError } from "@phm/service-kit";
import type { LiveLives } from "./live-lives.js";
import { type CheckedModel, checkDocument, type ModelArtefacts } from "./model-artefacts.js";
import type { GateVerdict, ModelGate } from "./model-gate.js";
import type { ModelLines } from "./model-lines.js";
import { scopeKey } from "./model-scope.js";
import { modelKey, type ServedModelShelf } from "./served-model-shelf.js";
import type { StoredModel } from "./stored-model.js";

export interface ModelRegistryOptions {
  readonly models: Collection<StoredModel>;
  readonly lines: ModelLines;
  readonly artefacts: ModelArtefacts;
  readonly shelf: ServedModelShelf;
  readonly gate: ModelGate;
  readonly live: LiveLives;
  readonly nowNs: () => TimeNs;
}

export interface Promotion extends DecidedBy {
  readonly force: boolean;
  /** `sequence` of the line that the decision rests on; 0 for any. */
  readonly expectedVersion: number;
}

/** What came of a promotion to champion. */
export interface PromotionResult {
  readonly promoted: boolean;
  /** Undefined where there was nothing to compare, as the model speaks already. */
  readonly gate: GateVerdict | undefined;
}

/**
 * Which models there are and which of them speaks. Artefact first, then what it is, then its place in the line: what a crash leaves undone
 * between these is done by the same call again, or by `repair` at the next start.
 */
export class ModelRegistry {
  constructor(private readonly options: ModelRegistryOptions) {}

  /**
   * Checks a document and keeps it. The same content again changes nothing.
   * @throws InvalidValue naming what is wrong with it; ServiceError already_exists when the name has another content
   */
  async register(scope: ModelScope, content: Uint8Array, by: DecidedBy): Promise<StoredModel> {
    const checked = checkDocument(content);
    const { model } = checked.served.document.card;
    if (model === BUILT_IN_MODEL) throw new InvalidValue("card.model", model, "another name than the built-in model's", "taken_name");
    await this.options.artefacts.keep(checked);
    const stored = await this.insert(storedModel(scope, checked, by, this.options.nowNs()));
    await this.change(scope, { kind: "register", model }, by, 0);
    return stored;
  }

  /** Runs in shadow from now on. @throws IllegalModelTransition, ServiceError not_found or conflict */
  async challenge(scope: ModelScope, model: string, { expectedVersion, ...by }: Promotion): Promise<void> {
    await this.options.shelf.open(scope, model);
    await this.change(scope, { kind: "challenge", model }, by, expectedVersion);
  }

  /**
   * The challenger speaks from now on, where the gate lets it or somebody forces it.
   * @throws IllegalModelTransition for any other model; ServiceError not_found or conflict
   */
  async crown(scope: ModelScope, model: string, { force, expectedVersion, ...by }: Promotion): Promise<PromotionResult> {
    const { lines, shelf, live, gate } = this.options;
    const line = await lines.get(scope);
    const challenger = await shelf.open(scope, model);
    const verdict = challengerOf(line) === model ? await gate.compare(scope, await this.speaking(scope, line), challenger) : undefined;
    if (verdict && !verdict.passed && !force) return { promoted: false, gate: verdict };
    const livesBefore = (await live.spoken(scope, model)).map(({ life }) => life);
    const watch = { coverageBeforeRatio: verdict?.championCoverageRatio ?? 0, livesBefore };
    const forced = verdict !== undefined && !verdict.passed;
    await this.change(scope, { kind: "crown", model, watch, forced }, by, expectedVersion, line);
    return { promoted: true, gate: verdict };
  }

  /** The former champion speaks again. @param of the line that the decision rests on, where it must not have changed */
  async rollBack(scope: ModelScope, by: DecidedBy, expectedVersion: number, of?: ModelLine): Promise<ChangedLine> {
    return this.change(scope, { kind: "roll_back" }, by, expectedVersion, of);
  }

  /** Ends the challenger's shadow run. */
  async withdraw(scope: ModelScope, by: DecidedBy, expectedVersion: number): Promise<void> {
    await this.change(scope, { kind: "withdraw" }, by, expectedVersion);
  }

  /** What the gate would say now; undefined without a challenger. */
  async preview(scope: ModelScope): Promise<GateVerdict | undefined> {
    const { lines, shelf, gate } = this.options;
    const line = await lines.get(scope);
    const challenger = challengerOf(line);
    if (challenger === undefined) return undefined;
    return gate.compare(scope, await this.speaking(scope, line), await shelf.open(scope, challenger));
  }

  /** What a challenger has to beat: the champion, or what a start falls back to where the champion's document is damaged. */
  private async speaking(scope: ModelScope, line: ModelLine): Promise<ServedModel> {
    const { shelf } = this.options;
    try {
      return await shelf.open(scope, championOf(line));
    } catch {
      return shelf.open(scope, BUILT_IN_MODEL);
    }
  }

  line(scope: ModelScope): Promise<ModelLine> {
    return this.options.lines.get(scope);
  }

  /** The signed document, as it can be registered elsewhere. */
  document(scope: ModelScope, model: string): Promise<Uint8Array> {
    return this.options.shelf.document(scope, model);
  }

  /** What was registered; undefined for the built-in model. @throws ServiceError not_found */
  async find(scope: ModelScope, model: string): Promise<StoredModel | undefined> {
    if (model === BUILT_IN_MODEL) return undefined;
    const stored = await this.options.models.get(modelKey(scope, model));
    if (stored) return stored.value;
    throw new ServiceError("not_found", `there is no model ${model} in ${scopeKey(scope)}`, { field: "model", value: model });
  }

  /** Completes what a crash has left: models that no line knows, events that no history has. */
  async repair(): Promise<void> {
    const { models, lines } = this.options;
    let cursor: string | undefined;
    do {
      const page = await models.query({ limit: 500, ...(cursor ? { cursor } : {}) });
      for (const { value } of page.items) await this.enlist(value);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    await lines.tellPending();
  }

  private async enlist({ organisation, site, timeScale, model, registeredBy, reason }: StoredModel): Promise<void> {
    const scope = { organisation, site, timeScale };
    if (memberOf(await this.options.lines.get(scope), model)) return;
    await this.change(scope, { kind: "register", model }, { actor: registeredBy, reason }, 0);
  }

  private async insert(model: StoredModel): Promise<StoredModel> {
    const id = modelKey(model, model.model);
    try {
      return (await this.options.models.insert(id, model)).value;
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const found = (await this.options.models.get(id))?.value;
      if (found?.digest === model.digest) return found;
      const facts = { field: "card.model", value: model.model, limit: `the content with the hash ${found?.digest}`, retryable: false };
      throw new ServiceError("already_exists", `there is another model under the name ${model.model}`, facts);
    }
  }

  private async change(
    scope: ModelScope,
    command: LineCommand,
    by: DecidedBy,
    expectedVersion: number,
    seen?: ModelLine,
  ): Promise<ChangedLine> {
    const { lines, shelf, nowNs } = this.options;
    const changed = await lines.change(scope, (line) => {
      if (seen && seen.sequence !== line.sequence) throw changedMeanwhile(seen.sequence, line);
      const isStale = expectedVersion !== 0 && expectedVersion !== line.sequence;
      if (isStale && !isAlreadyDone(line, command)) throw changedMeanwhile(expectedVersion, line);
      return changeLine(line, command, BUILT_IN_MODEL, by, nowNs());
    });
    // This process serves what was decided at once; others see it with their next look.
    await shelf.refresh();
    return changed;
  }
}

function changedMeanwhile(expected: number, line: ModelLine): ServiceError {
  const facts = { field: "expectedVersion", value: String(expected), limit: String(line.sequence), retryable: false };
  const champion = `its champion is ${championOf(line)}, its challenger ${challengerOf(line) ?? "none"}`;
  return new ServiceError("conflict", `the models have changed: they have version ${line.sequence}, not ${expected}; ${champion}`, facts);
}

function storedModel(scope: ModelScope, { digest, served }: CheckedModel, by: DecidedBy, nowNs: TimeNs): StoredModel {
  const { card, fitted } = served.document;
  return {
    ...scope,
    ...{ model: card.model, digest, kind: fitted.kind, inputs: fitted.inputs, card },
    ...{ registeredBy: by.actor, reason: by.reason, registeredNs: storedTime(nowNs) },
  };
}
