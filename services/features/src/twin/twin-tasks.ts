import { STANDARD_GRAVITY_M_PER_S2, type TimeNs, type Unit } from "@phm/domain";
import {
  type Comparison,
  compareWithTwin,
  DEFECT_STRIKE_G_PER_MM,
  fitTwin,
  type MachineTwin,
  MIN_RECORDINGS,
  type Recording,
  smallestVisibleStrike,
  type TriedFault,
  tryFault,
} from "@phm/twin";
import { channelWaveform } from "../analysis/channel-waveform.js";
import { NotComputable } from "../analysis/not-computable.js";

export interface FitTask {
  /** Encoded acquisitions, in order of time. */
  readonly payloads: readonly Uint8Array[];
  readonly point: string;
}

/** A twin of one point, in the unit of its channel. */
export interface FittedTwin {
  readonly unit: Unit;
  readonly twin: MachineTwin;
  readonly firstNs: TimeNs;
  readonly lastNs: TimeNs;
  /** Samples of the shortest of its recordings. */
  readonly samples: number;
}

export interface ComparisonTask {
  readonly fitted: FittedTwin;
  readonly payload: Uint8Array;
  readonly point: string;
}

export interface TrialTask {
  readonly fitted: FittedTwin;
  readonly strikeOrder: number;
  readonly carrierOrder: number;
  readonly defectMm: number;
  /** 0: the twin's. */
  readonly speedRpm: number;
}

/** Defects from a scratch to a race that is gone. */
export const DEFECT_MM = { least: 0.01, most: 50 };
/** One chance for all trials: what differs between two is the fault. */
const SEED = 1;

/** @throws NotComputable where fewer recordings than it takes state a speed; InvalidValue where they are too short */
export function fitTask({ payloads, point }: FitTask): FittedTwin {
  const all = payloads.map((payload) => channelWaveform(payload, point));
  // Those of another sample rate or unit than the first are another way of measuring.
  const [first] = all;
  const alike = all.filter(({ acquisition: { sampleRateHz, speedRpm }, unit }) => {
    return speedRpm !== undefined && speedRpm > 0 && sampleRateHz === first?.acquisition.sampleRateHz && unit === first.unit;
  });
  if (!first || alike.length < MIN_RECORDINGS) {
    const found = `${alike.length} recordings of one sample rate that state a speed`;
    throw new NotComputable("failed_precondition", `a twin takes at least ${MIN_RECORDINGS}; there are ${found}`);
  }
  const recordings = alike.map(({ samples, acquisition }): Recording => {
    return { samples, sampleRateHz: acquisition.sampleRateHz, shaftHz: (acquisition.speedRpm as number) / 60 };
  });
  return {
    unit: first.unit,
    twin: fitTwin(recordings),
    firstNs: (alike[0] as typeof first).acquisition.startTimeNs,
    lastNs: (alike.at(-1) as typeof first).acquisition.startTimeNs,
    samples: Math.min(...recordings.map(({ samples }) => samples.length)),
  };
}

/** @throws NotComputable, InvalidValue for an acquisition without speed or of another sample rate */
export function compareTask({
  fitted,
  payload,
  point,
}: ComparisonTask): Comparison & { readonly timeNs: TimeNs; readonly speedRpm: number } {
  const { acquisition, samples, unit } = channelWaveform(payload, point);
  const { id, sampleRateHz, speedRpm, startTimeNs: timeNs } = acquisition;
  if (speedRpm === undefined || !(speedRpm > 0)) {
    throw new NotComputable("failed_precondition", `acquisition ${id} states no speed of rotation, which the twin needs`);
  }
  if (sampleRateHz !== fitted.twin.sampleRateHz || unit !== fitted.unit) {
    const [is, fits] = [`${sampleRateHz} Hz, ${unit}`, `${fitted.twin.sampleRateHz} Hz, ${fitted.unit}`];
    throw new NotComputable("failed_precondition", `acquisition ${id} is measured otherwise than the baseline: ${is} instead of ${fits}`);
  }
  return { timeNs, speedRpm, ...compareWithTwin(fitted.twin, { samples, sampleRateHz, shaftHz: speedRpm / 60 }) };
}

/** @throws NotComputable for a point that does not measure acceleration */
export function trialTask({ fitted, strikeOrder, carrierOrder, defectMm, speedRpm }: TrialTask): TriedFault & {
  readonly shaftHz: number;
  readonly strikePeak: number;
  readonly smallestVisibleMm?: number;
} {
  const { twin, samples, unit } = fitted;
  const perMm = strikePerMm(unit);
  const shaftHz = speedRpm > 0 ? speedRpm / 60 : twin.shaftHz;
  const trial = { source: { strikeOrder, carrierOrder }, shaftHz, samples, seed: SEED };
  const smallest = smallestVisibleStrike(twin, trial, DEFECT_MM.least * perMm, DEFECT_MM.most * perMm);
  const strikePeak = defectMm * perMm;
  return {
    ...tryFault(twin, { ...trial, strikePeak }),
    shaftHz,
    strikePeak,
    ...(smallest === undefined ? {} : { smallestVisibleMm: smallest / perMm }),
  };
}

function strikePerMm(unit: Unit): number {
  if (unit === "g") return DEFECT_STRIKE_G_PER_MM;
  if (unit === "m/s2") return DEFECT_STRIKE_G_PER_MM * STANDARD_GRAVITY_M_PER_S2;
  throw new NotComputable("failed_precondition", `a fault is tried on an acceleration in g or m/s²; this point measures ${unit}`);
}
