import {
  type AssetRef,
  assetKey,
  type ChannelSpectrum,
  NS_PER_MS,
  type SpectrumKind,
  storedTime,
  type TimeNs,
  type Unit,
} from "@phm/domain";
import { type Collection, type DocumentStore, DuplicateKey, type PageRange, ServiceError } from "@phm/service-kit";
import { KEPT_INDEX, type KeptDocument, KeptDocuments, type SweepableDocument } from "../retention/kept-documents.js";
import type { KeepReason } from "./keep-rule.js";
import { BYTES_PER_LINE, type LinesOfSpectra, MAX_KEPT_LINES, SpectrumLines } from "./spectrum-lines.js";

export interface SpectrumOutline {
  readonly kind: SpectrumKind;
  readonly lowHz: number;
  readonly highHz: number;
  readonly resolutionHz: number;
  readonly lines: number;
}

/** The spectra of one point of one acquisition, without their lines. */
export type StoredOutlines = KeptDocument & {
  readonly time: string;
  readonly acquisition: string;
  readonly featureSet: string;
  readonly reason: KeepReason;
  readonly unit: Unit;
  /** In the order of their lines. */
  readonly spectra: readonly SpectrumOutline[];
};

export interface PointSpectra {
  readonly ref: AssetRef;
  readonly point: string;
  readonly acquisition: string;
  readonly timeNs: TimeNs;
  readonly featureSet: string;
  readonly reason: KeepReason;
  readonly unit: Unit;
  readonly spectra: readonly ChannelSpectrum[];
}

/** Which spectrum of an acquisition; the band is needed only where several of the kind were kept. */
export interface SpectrumChoice {
  readonly kind: SpectrumKind;
  readonly lowHz?: number;
  readonly highHz?: number;
}

const SWEEP_PAGE = 1_000;

/** Spectra on record. Retention removes them: by age, and the oldest of a point that has more than its number. */
export class KeptSpectra {
  private constructor(
    private readonly outlines: Collection<StoredOutlines>,
    private readonly lines: SpectrumLines,
    private readonly perPoint: number,
    private readonly nowNs: () => TimeNs,
  ) {}

  /**
   * @param perPoint acquisitions of a point that stay when retention has been there
   * @param nowNs the wall clock, by which retention counts
   */
  static async open(
    store: DocumentStore,
    perPoint: number,
    nowNs: () => TimeNs = () => BigInt(Date.now()) * NS_PER_MS,
  ): Promise<KeptSpectra> {
    const indexes = [{ name: "by_time", fields: ["key", "time"] }, KEPT_INDEX];
    const outlines = await store.collection<StoredOutlines>({ name: "spectra", indexes });
    return new KeptSpectra(outlines, await SpectrumLines.open(store), perPoint, nowNs);
  }

  /** As retention sees them. */
  kept(): KeptDocuments<StoredOutlines> {
    return new KeptDocuments({
      documents: this.outlines,
      store: () => "spectra",
      describe: describeOutlines,
      remove: (id) => this.#remove(id),
    });
  }

  /** What of a point is more than its number, oldest first. */
  async overCount(key: string): Promise<SweepableDocument[]> {
    const excess = (await this.outlines.count({ key })) - this.perPoint;
    if (excess <= 0) return [];
    const limit = Math.min(excess, SWEEP_PAGE);
    const oldest = await this.outlines.query({ where: { key }, sort: [{ field: "time", direction: "asc" }], limit });
    return oldest.items.map(({ id, value }) => ({ id, ...describeOutlines(value) }));
  }

  /**
   * Keeps the spectra of a point; keeping them again changes nothing.
   * @returns how many were left out, as all together have more than `MAX_KEPT_LINES`
   */
  async keep(given: PointSpectra): Promise<number> {
    const { ref, point, acquisition, timeNs, featureSet, reason, unit } = given;
    const key = keyOf(ref, point);
    const spectra = thoseThatFit(given.spectra);
    const id = `${key}:${acquisition}`;
    // Lines first: what is listed can be read.
    await this.lines.store(id, spectra);
    const outlines = spectra.map(({ kind, lowHz, highHz, resolutionHz, amplitude }) => {
      return { kind, lowHz, highHz, resolutionHz, lines: amplitude.length };
    });
    try {
      const times = { time: storedTime(timeNs), keptNs: storedTime(this.nowNs()) };
      await this.outlines.insert(id, { key, ...times, acquisition, featureSet, reason, unit, spectra: outlines });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    return given.spectra.length - spectra.length;
  }

  /** Newest first. */
  async list(ref: AssetRef, point: string, range: PageRange): Promise<{ kept: readonly StoredOutlines[]; nextCursor?: string }> {
    const { fromNs, toNs, limit, cursor } = range;
    const time = { gte: storedTime(fromNs ?? 0n), ...(toNs === undefined ? {} : { lt: storedTime(toNs) }) };
    const page = await this.outlines.query({
      where: { key: keyOf(ref, point), time },
      sort: [{ field: "time", direction: "desc" }],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const kept = page.items.map(({ value }) => value);
    return page.nextCursor === undefined ? { kept } : { kept, nextCursor: page.nextCursor };
  }

  /** @throws ServiceError `not_found`; `invalid_argument` naming the bands when the choice fits several */
  async get(ref: AssetRef, point: string, acquisition: string, choice: SpectrumChoice): Promise<LinesOfSpectra> {
    const id = `${keyOf(ref, point)}:${acquisition}`;
    const stored = (await this.outlines.get(id))?.value;
    const chosen = stored?.spectra.filter((spectrum) => fits(spectrum, choice)) ?? [];
    if (chosen.length > 1) throw severalBands(chosen);
    const [outline] = chosen;
    if (!stored || !outline) throw notKept(point, acquisition, choice.kind);
    const amplitude = await this.lines.read(id, startOf(outline, stored), outline.lines);
    // Being removed at this moment.
    if (!amplitude) throw notKept(point, acquisition, choice.kind);
    const { kind, lowHz, highHz, resolutionHz } = outline;
    return { timeNs: BigInt(stored.time), unit: stored.unit, spectrum: { kind, lowHz, highHz, resolutionHz, amplitude } };
  }

  /** Lines first: an outline that is left is removed by the next call, lines that are left would stay. */
  async #remove(id: string): Promise<void> {
    await this.lines.remove(id);
    await this.outlines.delete(id);
  }
}

function describeOutlines({ acquisition, time, spectra }: StoredOutlines): Omit<SweepableDocument, "id"> {
  const bytes = BYTES_PER_LINE * spectra.reduce((total, { lines }) => total + lines, 0);
  return { acquisitions: [acquisition], timeNs: BigInt(time), bytes };
}

function keyOf(ref: AssetRef, point: string): string {
  return `${assetKey(ref)}:${point}`;
}

/** In order, as many as have room together; one that has none does not keep out those after it. */
function thoseThatFit(spectra: readonly ChannelSpectrum[]): ChannelSpectrum[] {
  let room = MAX_KEPT_LINES;
  return spectra.filter(({ amplitude }) => {
    if (amplitude.length > room) return false;
    room -= amplitude.length;
    return true;
  });
}

function startOf(outline: SpectrumOutline, { spectra }: StoredOutlines): number {
  return spectra.slice(0, spectra.indexOf(outline)).reduce((total, { lines }) => total + lines, 0);
}

function fits(spectrum: SpectrumOutline, { kind, lowHz, highHz }: SpectrumChoice): boolean {
  return (
    spectrum.kind === kind && (lowHz === undefined || spectrum.lowHz === lowHz) && (highHz === undefined || spectrum.highHz === highHz)
  );
}

function severalBands(spectra: readonly SpectrumOutline[]): ServiceError {
  const limit = `one of the bands ${spectra.map(({ lowHz, highHz }) => `${lowHz} to ${highHz} Hz`).join(", ")}`;
  return new ServiceError("invalid_argument", `several spectra of this kind were kept; name ${limit}`, { field: "low_hz", limit });
}

function notKept(point: string, acquisition: string, kind: SpectrumKind): ServiceError {
  return new ServiceError("not_found", `no ${kind} spectrum of ${point} in ${acquisition} is on record`);
}
