import type { Quantity, Unit } from "@phm/domain";
import { get } from "../api/request.js";
import type { AssetPlace } from "../asset/asset-api.js";

/** Of one archived measurement. */
export interface AcquisitionOutline {
  readonly id: string;
  readonly startTime: string;
  readonly sampleRateHz: number;
  readonly durationS: number;
  readonly points: readonly string[];
  readonly speedRpm: number | null;
}

export interface AcquisitionPage {
  readonly items: readonly AcquisitionOutline[];
  readonly nextCursor?: string;
}

/** One measurement point of one measurement. */
export interface Trace extends AssetPlace {
  readonly acquisition: string;
  readonly point: string;
}

export interface Waveform {
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly fromS: number;
  readonly stepS: number;
  readonly samplesPerValue: number;
  readonly values?: readonly number[];
  readonly min?: readonly number[];
  readonly max?: readonly number[];
}

export const SPECTRUM_KINDS = ["amplitude", "psd", "envelope", "whitened_envelope", "order", "cepstrum"] as const;
export type SpectrumKind = (typeof SPECTRUM_KINDS)[number];

export interface Spectrum {
  readonly time: string;
  readonly axisUnit: string;
  readonly axisStart: number;
  readonly axisStep: number;
  readonly unit: string;
  readonly values: readonly number[];
  readonly linesPerValue: number;
  readonly band: { readonly lowHz: number; readonly highHz: number } | null;
  readonly speedRpm: number | null;
  readonly shaftAngleSource: "tachometer" | "tracked" | "stated" | null;
}

export interface Waterfall {
  readonly axisStartHz: number;
  readonly axisStepHz: number;
  readonly unit: Unit | null;
  readonly acquisitionCount: number;
  readonly rows: readonly {
    readonly acquisition: string;
    readonly time: string;
    readonly speedRpm: number | null;
    readonly values: readonly (number | null)[];
  }[];
}

export const FREQUENCY_KINDS = [
  "shaft",
  "gear_mesh",
  "gear_mesh_sideband",
  "hunting_tooth",
  "belt",
  "blade_pass",
  "bearing_bpfo",
  "bearing_bpfi",
  "bearing_bsf",
  "bearing_ftf",
  "line",
  "twice_line",
  "pole_pass",
  "rotor_bar_pass",
  "rotor_bar_sideband",
] as const;
export type FrequencyKind = (typeof FREQUENCY_KINDS)[number];

/** A frequency that a part of the machine shows. */
export interface PartFrequency {
  readonly name: string;
  readonly kind: FrequencyKind;
  readonly element: string;
  readonly frequencyHz: number;
  readonly orderRatio: number;
}

/** Part of an axis, in its unit. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

type Asked = Readonly<Record<string, string | number | undefined>>;

function of({ site, asset }: AssetPlace, path: string, asked: Asked): string {
  const given = Object.entries({ site, ...asked }).filter(([, value]) => value !== undefined);
  return `/assets/${encodeURIComponent(asset)}${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

const PAGE = 200;

/** Newest first. @param to only those before this time */
export const acquisitions = (place: AssetPlace, to?: string, cursor?: string): Promise<AcquisitionPage> =>
  get(of(place, "/acquisitions", { to, cursor, limit: PAGE }));

export const waveform = (trace: Trace, range: Range | undefined, maxValues: number): Promise<Waveform> => {
  const { acquisition, point } = trace;
  return get(
    of(trace, `/acquisitions/${encodeURIComponent(acquisition)}/waveform`, { point, fromS: range?.from, toS: range?.to, maxValues }),
  );
};

/** The band that is demodulated for an envelope: that of the feature set unless said. */
export interface Band {
  readonly lowHz?: number;
  readonly highHz?: number;
  readonly bandBy?: "kurtogram";
}

export const spectrum = (trace: Trace, kind: SpectrumKind, range: Range | undefined, band: Band): Promise<Spectrum> => {
  const { acquisition, point } = trace;
  const asked = { point, kind, axisFrom: range?.from, axisTo: range?.to, ...band };
  return get(of(trace, `/acquisitions/${encodeURIComponent(acquisition)}/spectrum`, asked));
};

export const waterfall = (place: AssetPlace, point: string, range: Range | undefined): Promise<Waterfall> =>
  get(of(place, "/waterfall", { point, fromHz: range?.from, toHz: range?.to }));

export const partFrequencies = async (place: AssetPlace, speedRpm: number | null): Promise<readonly PartFrequency[]> =>
  (await get<{ items: readonly PartFrequency[] }>(of(place, "/frequencies", { speedRpm: speedRpm ?? undefined }))).items;
