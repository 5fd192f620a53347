import { type MeterOutlook, meterOutlook } from "@phm/advisory";
import {
  type AssetRef,
  afterReading,
  assetKey,
  METERS,
  type Meter,
  type MeterReading,
  type MeterStanding,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type Collection, type CollectionSpec, type JsonObject, retryOnConflict, type Series } from "@phm/service-kit";

/** A reading as it is kept. */
type StoredReading = {
  readonly timeNs: string;
  readonly value: number;
  readonly total: number;
  readonly replaced: boolean;
  readonly source: string;
};

/** A meter of a machine with its latest readings: by these it is known how fast it goes on, and the history is made whole after a crash. */
export type StoredMeter = { readonly machine: string; readonly meter: Meter; readonly recent: readonly StoredReading[] };

export const METER_COLLECTION: CollectionSpec = {
  name: "meters",
  indexes: [{ name: "by_machine", fields: ["machine", "meter"], unique: true }],
};

const MAX_RECENT = 30;

export interface ReadingPage {
  readonly readings: readonly MeterReading[];
  readonly nextCursor?: string;
}

/** How far machines have come by their meters. */
export class MeterBook {
  constructor(
    private readonly meters: Collection<StoredMeter>,
    private readonly readings: Series<JsonObject>,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** Notes a reading; the latest one again changes nothing. @throws InvalidValue, see `afterReading` */
  async put(reading: MeterReading): Promise<MeterOutlook> {
    const { ref, meter } = reading;
    const id = keyOf(ref, meter);
    const recent = await retryOnConflict(async () => {
      const stored = await this.meters.get(id);
      const known = stored?.value.recent ?? [];
      const last = known.at(-1);
      const before = last && standingOf(last);
      const after = afterReading(before, reading, this.nowNs());
      if (after === before) return known;
      const next = [...known, storedReading(reading, after)].slice(-MAX_RECENT);
      return (await this.meters.put(id, { machine: assetKey(ref), meter, recent: next }, stored?.version ?? 0)).value.recent;
    });
    await this.readings.append(
      id,
      recent.map((each) => ({ timeNs: BigInt(each.timeNs), id: each.timeNs, value: each as JsonObject })),
    );
    return outlookOf(recent) as MeterOutlook;
  }

  /** How far a machine has come by a meter; undefined before the first reading. */
  async outlook(ref: AssetRef, meter: Meter): Promise<MeterOutlook | undefined> {
    return outlookOf((await this.meters.get(keyOf(ref, meter)))?.value.recent ?? []);
  }

  /** By all meters of a machine that were read. */
  async list(ref: AssetRef): Promise<{ readonly meter: Meter; readonly outlook: MeterOutlook }[]> {
    const { items } = await this.meters.query({ where: { machine: assetKey(ref) }, limit: METERS.length });
    return items.flatMap(({ value: { meter, recent } }) => {
      const outlook = outlookOf(recent);
      return outlook ? [{ meter, outlook }] : [];
    });
  }

  /** Latest first. */
  async history(ref: AssetRef, meter: Meter, page: { readonly limit: number; readonly cursor?: string }): Promise<ReadingPage> {
    const { points, nextCursor } = await this.readings.range(keyOf(ref, meter), { ...page, order: "desc" });
    const readings = points.map(({ timeNs, value }) => {
      const { value: shown, replaced, source } = value as unknown as StoredReading;
      return { ref, meter, timeNs, value: shown, replaced, source };
    });
    return nextCursor === undefined ? { readings } : { readings, nextCursor };
  }
}

const keyOf = (ref: AssetRef, meter: Meter): string => `${assetKey(ref)}:${meter}`;

function storedReading({ replaced, source }: MeterReading, { timeNs, value, total }: MeterStanding): StoredReading {
  return { timeNs: storedTime(timeNs), value, total, replaced, source };
}

function standingOf({ timeNs, value, total }: StoredReading): MeterStanding {
  return { timeNs: BigInt(timeNs), value, total };
}

function outlookOf(recent: readonly StoredReading[]): MeterOutlook | undefined {
  const [first, ...rest] = recent.map(standingOf);
  return first && meterOutlook([first, ...rest]);
}
