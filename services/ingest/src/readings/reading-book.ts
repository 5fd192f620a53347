import { type AssetRef, assetKey, checkReading, InvalidValue, type PointId, type Reading } from "@phm/domain";
import { type AssetDirectory, DuplicateKey, type Series, ServiceError } from "@phm/service-kit";
import type { ReadingPoints } from "./reading-points.js";
import { readingKey, type StoredReading, seriesPointOf } from "./stored-reading.js";

export interface ReadingBookParts {
  readonly directory: AssetDirectory;
  readonly points: ReadingPoints;
  readonly series: Series<StoredReading>;
}

export interface ReadingReceipt {
  stored: number;
  duplicates: number;
  /** By place in what was submitted. */
  readonly refused: { readonly index: number; readonly error: unknown }[];
}

/** Stores slow readings, each once, under the time that its source stated, however late it comes. */
export class ReadingBook {
  constructor(private readonly parts: ReadingBookParts) {}

  /** @throws what is no reading's fault (a store that is away); all may then be sent again */
  async submit(readings: readonly Reading[]): Promise<ReadingReceipt> {
    const receipt: ReadingReceipt = { stored: 0, duplicates: 0, refused: [] };
    for (const places of placesByPoint(readings)) {
      const valid: number[] = [];
      for (const index of places) {
        const error = await this.refusalOf(readings[index] as Reading);
        if (error === undefined) valid.push(index);
        else receipt.refused.push({ index, error });
      }
      if (valid.length > 0) await this.append(readings, valid, receipt);
    }
    return receipt;
  }

  /** The latest reading of a point by source time. */
  async latest(ref: AssetRef, point: PointId, unit: string): Promise<Reading | undefined> {
    const last = await this.parts.series.last(readingKey(ref, point));
    if (!last) return undefined;
    const { value, quality, reason } = last.value;
    return {
      ...{ ref, point, unit, quality, timeNs: last.timeNs, value: value ?? Number.NaN },
      ...(reason === "" ? {} : { qualityReason: reason }),
    };
  }

  private async refusalOf(reading: Reading): Promise<unknown> {
    const { directory, points } = this.parts;
    try {
      checkReading(reading);
    } catch (error) {
      return error;
    }
    if (!(await directory.find(reading.ref))) return unknownAsset(reading.ref);
    const unit = await points.unitFrom(reading.ref, reading.point, reading.unit);
    return unit === reading.unit ? undefined : new InvalidValue("unit", reading.unit, `${unit}, as in earlier readings`, "wrong_unit");
  }

  /** All of one point at once; one at a time where one of them is in conflict: those that are none then count as duplicates. */
  private async append(readings: readonly Reading[], places: readonly number[], receipt: ReadingReceipt): Promise<void> {
    const at = (place: number) => readings[place] as Reading;
    const { ref, point } = at(places[0] as number);
    const store = (chosen: readonly number[]) =>
      this.parts.series.append(
        readingKey(ref, point),
        chosen.map((place) => seriesPointOf(at(place))),
      );
    const stored = await store(places).catch(unlessTaken);
    receipt.stored += stored ?? 0;
    receipt.duplicates += stored === undefined ? 0 : places.length - stored;
    if (stored !== undefined) return;
    for (const index of places) {
      if ((await store([index]).catch(unlessTaken)) === undefined) receipt.refused.push({ index, error: taken(at(index)) });
      else receipt.duplicates += 1;
    }
  }
}

/** The places of each point's readings, in the order in which the points first appear. */
function placesByPoint(readings: readonly Reading[]): Iterable<number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { ref, point }] of readings.entries()) {
    const key = readingKey(ref, point);
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  }
  return places.values();
}

function unlessTaken(error: unknown): undefined {
  if (!(error instanceof DuplicateKey)) throw error;
}

function taken({ timeNs }: Reading): ServiceError {
  return new ServiceError("already_exists", `the point has another reading of ${timeNs}`, {
    ...{ reason: "conflict", field: "timeNs", value: String(timeNs), limit: "a time of which the point has no other reading" },
  });
}

function unknownAsset(ref: AssetRef): ServiceError {
  return new ServiceError("failed_precondition", `asset ${assetKey(ref)} is not registered`, {
    ...{ reason: "unknown_asset", field: "ref.asset", value: ref.asset, limit: "an asset of the register", retryable: true },
  });
}
