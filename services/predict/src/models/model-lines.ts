import type { ModelScope } from "@phm/contracts";
import { BUILT_IN_MODEL } from "@phm/pipeline";
import { type ChangedLine, initialLine, type ModelEvent, type ModelLine } from "@phm/prognostics";
import { type Collection, type JsonObject, retryOnConflict, type Series, type Stored, VersionConflict } from "@phm/service-kit";
import { scopeKey } from "./model-scope.js";
import type { StoredLine } from "./stored-model.js";

const PAGE = 500;
const SEQUENCE_DIGITS = 10;

/** A line with the scope that it is of. */
export interface ScopedLine {
  readonly scope: ModelScope;
  readonly line: ModelLine;
}

/**
 * The lines of all scopes. A change is one write of one document, which also holds what the history does not have yet: whatever stops the
 * program in between, `tellPending` completes the history, and there never is a moment with two champions or none.
 */
export class ModelLines {
  constructor(
    private readonly lines: Collection<StoredLine>,
    private readonly history: Series<JsonObject>,
  ) {}

  async get(scope: ModelScope): Promise<ModelLine> {
    return (await this.lines.get(scopeKey(scope)))?.value.line ?? initialLine(BUILT_IN_MODEL);
  }

  /** Every scope in which anything was ever registered. */
  async all(): Promise<ScopedLine[]> {
    return (await this.stored()).map(({ value: { line, organisation, site, timeScale } }) => ({
      scope: { organisation, site, timeScale },
      line,
    }));
  }

  /** Decides on the line as it is, again where another has changed it meanwhile. */
  async change(scope: ModelScope, decide: (line: ModelLine) => ChangedLine): Promise<ChangedLine> {
    const id = scopeKey(scope);
    const { changed, stored } = await retryOnConflict(async () => {
      const before = await this.lines.get(id);
      const changed = decide(before?.value.line ?? initialLine(BUILT_IN_MODEL));
      if (changed.events.length === 0) return { changed, stored: before };
      const pending = [...(before?.value.pending ?? []), ...changed.events];
      return { changed, stored: await this.lines.put(id, { ...scope, line: changed.line, pending }, before?.version ?? 0) };
    });
    if (stored) await this.tell(stored);
    return changed;
  }

  /** Puts into the history what a crash has kept from it. */
  async tellPending(): Promise<void> {
    for (const stored of await this.stored()) await this.tell(stored);
  }

  /** Newest first. */
  async events(scope: ModelScope, page: { limit: number; cursor?: string }): Promise<{ events: ModelEvent[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.history.range(scopeKey(scope), { ...page, order: "desc" });
    const events = points.map(({ value }) => value as unknown as ModelEvent);
    return nextCursor === undefined ? { events } : { events, nextCursor };
  }

  /** History first, then the note that it knows. Both can be repeated. */
  private async tell({ id, value, version }: Stored<StoredLine>): Promise<void> {
    if (value.pending.length === 0) return;
    await this.history.append(id, value.pending.map(pointOf));
    try {
      await this.lines.put(id, { ...value, pending: [] }, version);
    } catch (error) {
      // Whoever has changed the line meanwhile tells all that is pending, this too.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }

  private async stored(): Promise<Stored<StoredLine>[]> {
    const found: Stored<StoredLine>[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.lines.query({ limit: PAGE, ...(cursor ? { cursor } : {}) });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }
}

/** By number and not by the time of the clock, which may step back: the order of events is the order of the history. */
function pointOf(event: ModelEvent) {
  const id = String(event.sequence).padStart(SEQUENCE_DIGITS, "0");
  return { timeNs: BigInt(event.sequence), id, value: event as unknown as JsonObject };
}
