import type { AssetRef } from "@phm/domain";
import { type Collection, DuplicateKey, MAX_PAGE_ITEMS } from "@phm/service-kit";
import { type ReadingPoint, readingKey } from "./stored-reading.js";

/** Which points have readings, and in which unit. Nothing of it changes once it is there, so what was read is remembered. */
export class ReadingPoints {
  private readonly units = new Map<string, string>();

  constructor(private readonly points: Collection<ReadingPoint>) {}

  /** The unit of a point; undefined where it has no readings. */
  async unitOf(ref: AssetRef, point: string): Promise<string | undefined> {
    const key = readingKey(ref, point);
    const known = this.units.get(key) ?? (await this.points.get(key))?.value.unit;
    if (known !== undefined) this.units.set(key, known);
    return known;
  }

  /** The unit of a point; `unit` where it had none before. */
  async unitFrom(ref: AssetRef, point: string, unit: string): Promise<string> {
    const known = await this.unitOf(ref, point);
    if (known !== undefined) return known;
    const { organisation, site, asset } = ref;
    try {
      await this.points.insert(readingKey(ref, point), { organisation, site, asset, point, unit });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    return (await this.unitOf(ref, point)) ?? unit;
  }

  /** Those of an asset, by name. */
  async of({ organisation, site, asset }: AssetRef): Promise<ReadingPoint[]> {
    const found: ReadingPoint[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await this.points.query({
        where: { organisation, site, asset },
        sort: [{ field: "point", direction: "asc" }],
        limit: MAX_PAGE_ITEMS,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.items.map(({ value }) => value));
      if (page.nextCursor === undefined) return found;
      cursor = page.nextCursor;
    }
  }
}
