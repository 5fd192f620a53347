import {
  type Acquisition,
  type AssetConfig,
  acquisitionId,
  assetRef,
  type Bearing,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  NS_PER_S,
  parseTimeNs,
  pointId,
  type TimeNs,
} from "@phm/domain";
import { BundleError } from "./bundle-error.js";
import { type FemtoFolder, findFemtoFolders } from "./femto-folders.js";
import { FEMTO_ROWS, readFemtoSnapshot } from "./femto-snapshot.js";
import type { ImportOptions, ImportSummary } from "./importer.js";
import { writeBundle } from "./write-bundle.js";

const SAMPLE_RATE_HZ = 25_600;
const DAY_NS = 86_400n * NS_PER_S;
const HORIZONTAL = pointId("h");
const VERTICAL = pointId("v");
const BEARING: Bearing = { geometry: { ballDiameterMm: 3.5, pitchDiameterMm: 25.6, balls: 13, contactAngleDeg: 0 } };

/** Operating conditions of the rig, by the first number of the folder's name (challenge text of 2012). */
const CONDITIONS: Readonly<Record<number, { readonly speedRpm: number; readonly loadN: number }>> = {
  1: { speedRpm: 1800, loadN: 4000 },
  2: { speedRpm: 1650, loadN: 4200 },
  3: { speedRpm: 1500, loadN: 5000 },
};

/**
 * Reads FEMTO-ST PRONOSTIA recordings in their native form and writes them as a bundle: one asset for each bearing (`femto-b1-1`), one acquisition
 * for each `acc_NNNNN.csv` (the temperature files are left out), values as float32, exactly as they stand in the files.
 * The files have times of day only: the day is `startDate` (default 2010-01-01, invented), and a fall of the clock by more than half a day is a midnight.
 * @throws BundleError naming file, line and column.
 */
export async function importFemto(folder: string, outBundlePath: string, options: ImportOptions = {}): Promise<ImportSummary> {
  const startNs = parseTimeNs(`${options.startDate ?? "2010-01-01"}T00:00:00Z`, "startDate");
  const folders = await findFemtoFolders(folder);
  const bearings = folders.map((bearing) => ({ bearing, config: assetConfig(folder, bearing) }));
  const count = await writeBundle(
    outBundlePath,
    {
      name: "femto",
      title: "FEMTO-ST PRONOSTIA / IEEE PHM 2012 Prognostic Challenge bearings",
      citation:
        "P. Nectoux, R. Gouriveau, K. Medjaher, E. Ramasso, B. Morello, N. Zerhouni, C. Varnier. PRONOSTIA: An Experimental Platform for Bearings Accelerated Life Test. IEEE Int. Conf. on Prognostics and Health Management, Denver, CO, USA, 2012.",
      notes: ["Imported from the native CSV files. Times of day are those of the files, the date is invented."],
      assets: bearings.map(({ config }) => config),
    },
    (async function* () {
      for (const { bearing, config } of bearings) yield* acquisitionsOf(bearing, config, startNs);
    })(),
    options.compression === undefined ? {} : { compression: options.compression },
  );
  return { assets: bearings.map(({ config }) => config.ref.asset), acquisitions: count };
}

function assetConfig(root: string, { name, condition, number }: FemtoFolder): AssetConfig {
  const known = CONDITIONS[condition];
  if (!known)
    throw new BundleError({ path: root }, "folder", name, `of condition ${Object.keys(CONDITIONS).join(", ")}`, "unknown_condition");
  const point = { quantity: "acceleration", unit: "g", bearing: BEARING } as const;
  return {
    ref: assetRef(DEFAULT_ORGANISATION, DEFAULT_SITE, `femto-b${condition}-${number}`),
    kind: "bearing-rig",
    ratedSpeedRpm: known.speedRpm,
    radialLoadN: known.loadN,
    component: "bearing",
    points: [
      { id: HORIZONTAL, axis: "horizontal", ...point },
      { id: VERTICAL, axis: "vertical", ...point },
    ],
  };
}

async function* acquisitionsOf(bearing: FemtoFolder, config: AssetConfig, startNs: TimeNs): AsyncGenerator<Acquisition> {
  let midnightNs = startNs;
  let lastNs = 0n;
  for (const [index, path] of bearing.snapshots.entries()) {
    const { timeOfDayNs, horizontalG, verticalG } = await readFemtoSnapshot(path);
    if (index > 0 && midnightNs + timeOfDayNs < lastNs - DAY_NS / 2n) midnightNs += DAY_NS;
    const startTimeNs = midnightNs + timeOfDayNs;
    if (startTimeNs < lastNs) {
      throw new BundleError(
        { path, line: 1 },
        "columns 1 to 4 (time of day)",
        `${timeOfDayNs / NS_PER_S} s`,
        "after that of the file before",
        "time_backwards",
      );
    }
    lastNs = startTimeNs;
    const channel = { quantity: "acceleration", unit: "g", encoding: "f32le", scale: 1 } as const;
    yield {
      ref: config.ref,
      id: acquisitionId(String(index).padStart(6, "0")),
      timeBase: "recorded",
      startTimeNs,
      sampleRateHz: SAMPLE_RATE_HZ,
      samples: FEMTO_ROWS,
      speedRpm: config.ratedSpeedRpm as number,
      loadN: config.radialLoadN as number,
      channels: [
        { point: HORIZONTAL, ...channel, data: littleEndian(horizontalG) },
        { point: VERTICAL, ...channel, data: littleEndian(verticalG) },
      ],
    };
  }
}

function littleEndian(values: Float32Array): Uint8Array {
  const data = new Uint8Array(values.length * 4);
  const view = new DataView(data.buffer);
  for (const [index, value] of values.entries()) view.setFloat32(4 * index, value, true);
  return data;
}
