import type { ChannelSpectrum, TimeNs, Unit } from "@phm/domain";
import { type Collection, type DocumentStore, DuplicateKey } from "@phm/service-kit";

/** A spectrum with when and in which unit it was measured. */
export interface LinesOfSpectra {
  readonly timeNs: TimeNs;
  readonly unit: Unit;
  readonly spectrum: ChannelSpectrum;
}

/** The lines of all spectra of a point of an acquisition, one spectrum after the other. */
type StoredLines = { readonly packed: string };

export const BYTES_PER_LINE = 4;
/** Of all spectra of a point together. 1 MiB of lines: two thirds of what a document may hold, as base64. */
export const MAX_KEPT_LINES = 262_144;

/** The lines of the spectra on record, apart from their outlines, so that a list of many need not read them. */
export class SpectrumLines {
  private constructor(private readonly documents: Collection<StoredLines>) {}

  static async open(store: DocumentStore): Promise<SpectrumLines> {
    return new SpectrumLines(await store.collection<StoredLines>({ name: "spectrum_lines", indexes: [] }));
  }

  /** Storing them again changes nothing. */
  async store(id: string, spectra: readonly ChannelSpectrum[]): Promise<void> {
    const bytes = spectra.map(({ amplitude }) => Buffer.from(amplitude.buffer, amplitude.byteOffset, amplitude.byteLength));
    try {
      await this.documents.insert(id, { packed: Buffer.concat(bytes).toString("base64") });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** `lines` of them from `start` on; undefined when there are none of this id. */
  async read(id: string, start: number, lines: number): Promise<Float32Array | undefined> {
    const stored = await this.documents.get(id);
    if (!stored) return undefined;
    const bytes = Buffer.from(stored.value.packed, "base64");
    const amplitude = new Float32Array(lines);
    bytes.copy(new Uint8Array(amplitude.buffer), 0, start * BYTES_PER_LINE, (start + lines) * BYTES_PER_LINE);
    return amplitude;
  }

  async remove(id: string): Promise<void> {
    await this.documents.delete(id);
  }
}
