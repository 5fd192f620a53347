import { isDeepStrictEqual } from "node:util";
import { InvalidValue, storedTime } from "@phm/domain";
import { decodeCursor, encodeCursor } from "./cursor.js";
import type { RangePlan, SeriesEngine, SeriesRow } from "./engine.js";
import { checkId } from "./field-path.js";
import { type JsonDocument, type JsonOf, toJson } from "./json.js";
import type { Series, SeriesPage, SeriesPoint, SeriesRange } from "./port.js";
import { checkLimit } from "./query-plan.js";
import { DuplicateKey } from "./store-errors.js";

export const MAX_RANGE_POINTS = 10_000;

type NewRow = SeriesRow & { readonly document: JsonDocument };

/** The series of the port over any engine: checks, cursors, and what counts as the same point. */
export class StoredSeries<T extends JsonOf<T>> implements Series<T> {
  constructor(
    private readonly name: string,
    private readonly engine: SeriesEngine,
  ) {}

  async append(key: string, points: readonly SeriesPoint<T>[]): Promise<number> {
    this.checkedKey(key);
    const rows = points.map((point) => this.toRow(point));
    const byId = new Map<string, NewRow>();
    for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
    if (byId.size === 0) return 0;
    const existing = await this.engine.insertMissing(key, [...byId.values()]);
    const stored = new Map<string, SeriesRow>([...byId, ...existing.map((row) => [row.id, row] as const)]);
    const conflict = rows.find((row) => !sameContent(row, stored.get(row.id)));
    if (conflict) throw new DuplicateKey(this.name, "id", { key, id: conflict.id });
    return byId.size - existing.length;
  }

  async range(key: string, range: SeriesRange): Promise<SeriesPage<T>> {
    this.checkedKey(key);
    const plan = planRange(range);
    const rows = await this.engine.scan(key, { ...plan, limit: plan.limit + 1 });
    const points = rows.slice(0, plan.limit).map((row) => toPoint<T>(row));
    const last = rows[plan.limit - 1];
    return rows.length > plan.limit && last ? { points, nextCursor: encodeCursor(plan.order, [last.time, last.id]) } : { points };
  }

  async count(key: string): Promise<number> {
    return this.engine.count(this.checkedKey(key));
  }

  async last(key: string): Promise<SeriesPoint<T> | undefined> {
    const { points } = await this.range(key, { order: "desc", limit: 1 });
    return points[0];
  }

  private checkedKey(key: string): string {
    return checkId(`${this.name}.key`, key);
  }

  private toRow({ timeNs, id, value }: SeriesPoint<T>): NewRow {
    const document = toJson(this.name, value);
    return { time: storedTime(timeNs), id: checkId(`${this.name}.id`, id), value: document.value, document };
  }
}

function planRange({ fromNs, toNs, order = "asc", limit, cursor }: SeriesRange): RangePlan {
  if (order !== "asc" && order !== "desc") throw new InvalidValue("order", order, "asc or desc");
  const bounds = {
    ...(fromNs === undefined ? {} : { from: storedTime(fromNs) }),
    ...(toNs === undefined ? {} : { to: storedTime(toNs) }),
  };
  const plan = { ...bounds, order, limit: checkLimit(limit, MAX_RANGE_POINTS) };
  if (cursor === undefined) return plan;
  const [time, id] = decodeCursor(order, 2, cursor);
  return { ...plan, after: { time: String(time), id: String(id) } };
}

function toPoint<T>({ time, id, value }: SeriesRow): SeriesPoint<T> {
  return { timeNs: BigInt(time), id, value: value as T };
}

/** Equal as JSON: the order of an object's keys does not matter. */
function sameContent(row: SeriesRow, stored: SeriesRow | undefined): boolean {
  return row.time === stored?.time && isDeepStrictEqual(row.value, stored.value);
}
