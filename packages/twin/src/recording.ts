import { InvalidValue } from "@phm/domain";

/** One channel of one acquisition, with the speed of the shaft that its orders refer to. */
export interface Recording {
  /** Any unit: the twin is in the same. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly shaftHz: number;
}

/** Half of them are held back to tell the error of the fit. */
export const MIN_RECORDINGS = 6;
export const MIN_SAMPLES = 1024;
/** Turns of the shaft in a recording: fewer, and neighbouring harmonics are one line. */
const MIN_TURNS = 8;

/** @throws InvalidValue naming what is too few, or not the same in all */
export function requireRecordings(recordings: readonly Recording[]): void {
  if (recordings.length < MIN_RECORDINGS) throw new InvalidValue("recordings", recordings.length, `at least ${MIN_RECORDINGS}`);
  const [{ sampleRateHz }] = recordings as [Recording];
  for (const [index, recording] of recordings.entries()) {
    if (recording.sampleRateHz !== sampleRateHz) {
      throw new InvalidValue(`recordings[${index}].sampleRateHz`, recording.sampleRateHz, `that of the first, ${sampleRateHz}`);
    }
    requireRecording(recording, `recordings[${index}]`);
  }
}

/** @throws InvalidValue for a speed that is not above 0, and for too short a recording */
export function requireRecording({ samples, sampleRateHz, shaftHz }: Recording, field = "recording"): void {
  if (!(shaftHz > 0 && Number.isFinite(shaftHz))) throw new InvalidValue(`${field}.shaftHz`, shaftHz, "finite and above 0");
  const least = Math.max(MIN_SAMPLES, Math.ceil((MIN_TURNS * sampleRateHz) / shaftHz));
  if (samples.length < least) {
    throw new InvalidValue(`${field}.samples`, samples.length, `at least ${least}: ${MIN_TURNS} turns of the shaft`);
  }
}
