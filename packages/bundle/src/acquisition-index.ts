import {
  type AcquisitionChannel,
  type AcquisitionId,
  type AssetConfig,
  acquisitionId,
  BYTES_PER_SAMPLE,
  formatTimeNs,
  MAX_CHANNELS,
  type MeasurementPoint,
  parseTimeNs,
  type TimeNs,
} from "@phm/domain";
import type { AcquisitionLine } from "./acquisition-line.js";
import { BundleError, type BundlePlace, checkedAt } from "./bundle-error.js";

/** A line whose references hold: the asset, its points and the bytes exist, and time does not go back. */
export interface IndexedAcquisition {
  readonly config: AssetConfig;
  readonly id: AcquisitionId;
  readonly startTimeNs: TimeNs;
  /** Channels without their samples, each with where these lie in the decompressed file. */
  readonly channels: readonly (Omit<AcquisitionChannel, "data"> & { readonly from: number; readonly to: number })[];
}

interface AssetProgress {
  readonly config: AssetConfig;
  readonly points: ReadonlyMap<string, MeasurementPoint>;
  readonly ids: Set<string>;
  lastNs: TimeNs;
}

/** Checks lines against the header and against the lines before them. One for each pass over the file; reader and writer use the same. */
export class AcquisitionIndex {
  readonly #assets: ReadonlyMap<string, AssetProgress>;
  readonly #rawBytesOf: (file: string) => number | undefined;

  /** @param rawBytesOf decompressed size of a sample file, undefined where the header does not list it. */
  constructor(assets: readonly AssetConfig[], rawBytesOf: (file: string) => number | undefined) {
    this.#rawBytesOf = rawBytesOf;
    this.#assets = new Map(
      assets.map((config) => [
        config.ref.asset as string,
        { config, points: new Map(config.points.map((point) => [point.id as string, point])), ids: new Set(), lastNs: 0n },
      ]),
    );
  }

  /** @throws BundleError naming line and field. */
  check(place: BundlePlace, line: AcquisitionLine): IndexedAcquisition {
    const asset = this.#assets.get(line.asset);
    if (!asset) throw new BundleError(place, "asset", line.asset, "an asset of the bundle's header", "unknown_asset");
    const id = checkedAt(place, "acquisition", line.acquisition, acquisitionId);
    if (asset.ids.has(id)) throw new BundleError(place, "acquisition", id, "named once for each asset", "repeated_id");
    const startTimeNs = checkedAt(place, "startTime", line.startTime, (value) => parseTimeNs(value));
    if (startTimeNs < asset.lastNs) {
      const limit = `at or after ${formatTimeNs(asset.lastNs)}, the acquisition before it`;
      throw new BundleError(place, "startTime", line.startTime, limit, "time_backwards");
    }
    const channels = this.#channels(place, line, asset);
    asset.ids.add(id);
    asset.lastNs = startTimeNs;
    return { config: asset.config, id, startTimeNs, channels };
  }

  #channels(place: BundlePlace, line: AcquisitionLine, asset: AssetProgress): IndexedAcquisition["channels"] {
    const limitBytes = this.#rawBytesOf(line.file);
    if (limitBytes === undefined) throw new BundleError(place, "file", line.file, "a file of the bundle's header", "unknown_file");
    if (line.channels.length > MAX_CHANNELS) {
      throw new BundleError(place, "channels", `${line.channels.length} channels`, `at most ${MAX_CHANNELS} channels`, "too_many_channels");
    }
    const seen = new Set<string>();
    let from = line.offset;
    return line.channels.map(({ point: name, encoding, scale }, index) => {
      const point = asset.points.get(name);
      if (!point) throw new BundleError(place, `channels[${index}].point`, name, `a point of asset ${line.asset}`, "unknown_point");
      if (seen.has(name)) throw new BundleError(place, `channels[${index}].point`, name, "named once", "repeated_id");
      seen.add(name);
      const to = from + line.samples * BYTES_PER_SAMPLE[encoding];
      if (to > limitBytes) {
        const value = `${line.offset}, with channel ${index} ending at byte ${to}`;
        throw new BundleError(
          place,
          "offset",
          value,
          `such that all samples lie within the ${limitBytes} bytes of ${line.file}`,
          "past_end",
        );
      }
      const channel = { point: point.id, quantity: point.quantity, unit: point.unit, encoding, scale, from, to };
      from = to;
      return channel;
    });
  }
}
