import { type Logger, PeriodicRound } from "@phm/service-kit";
import type { DriftBook } from "./drift-book.js";
import type { LiveLives } from "./live-lives.js";
import type { ModelLines } from "./model-lines.js";
import type { ModelMetrics, ServedFigures } from "./model-metrics.js";
import { liveRecord } from "./model-record.js";
import type { ModelRegistry } from "./model-registry.js";
import { watchPromotion } from "./rollback-watch.js";
import type { ServedModelShelf, ShelfEntry } from "./served-model-shelf.js";

/** How late another process may see a promotion. The store is asked, as it is the authority: a message could be lost between the two. */
const LOOK_EVERY_MS = 5_000;
/** How late a champion may be taken back, and how old the figures on the metrics page may be. */
const JUDGE_EVERY_LOOKS = 6;

export interface ModelUpkeepOptions {
  readonly registry: ModelRegistry;
  readonly lines: ModelLines;
  readonly shelf: ServedModelShelf;
  readonly live: LiveLives;
  readonly drift: DriftBook;
  readonly metrics: ModelMetrics;
  readonly logger: Logger;
}

/** What must happen to models without anybody asking: promotions of other processes are seen, champions are watched, figures are counted. */
export class ModelUpkeep {
  readonly #rounds: PeriodicRound;
  #looks = 0;

  constructor(private readonly options: ModelUpkeepOptions) {
    const failure = "model upkeep failed, tried again later";
    this.#rounds = new PeriodicRound({ everyMs: LOOK_EVERY_MS, round: () => this.#look(), failure, logger: options.logger });
  }

  /** Repairs what a crash has left and opens what is served, before anything is assessed. */
  async start(): Promise<void> {
    await this.options.registry.repair();
    await this.options.shelf.refresh();
    await this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Takes back champions that do not hold what they promise, and counts. */
  async judge(): Promise<void> {
    const { lines, registry, live, logger, metrics, shelf } = this.options;
    const rolledBack = () => metrics.rolledBack("automatic");
    for (const { scope, line } of await lines.all()) await watchPromotion(scope, line, { registry, live, logger, rolledBack });
    const shown = await Promise.all(shelf.all().map((entry) => this.#figures(entry)));
    metrics.show(shown.flat());
  }

  async #look(): Promise<void> {
    const { lines, shelf } = this.options;
    await lines.tellPending();
    await shelf.refresh();
    if (this.#looks % JUDGE_EVERY_LOOKS === 0) await this.judge();
    this.#looks += 1;
  }

  async #figures({ scope, champion, challenger }: ShelfEntry): Promise<ServedFigures[]> {
    const { live, drift } = this.options;
    const sample = drift.of(scope);
    const speaking = champion.document.card.model;
    const spoken = liveRecord(await live.spoken(scope, speaking));
    const shown: ServedFigures = { scope, role: "champion", model: speaking, ...spoken, drift: sample.figures(champion.document) };
    if (!challenger) return [shown];
    const { model } = challenger.document.card;
    const shadowed = liveRecord(await live.shadowed(scope, model));
    return [shown, { scope, role: "challenger", model, ...shadowed, drift: sample.figures(challenger.document) }];
  }
}
