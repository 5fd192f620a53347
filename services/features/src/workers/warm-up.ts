import { type Acquisition, type AssetConfig, acquisitionId, assetRef, pointId } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";

/** Short, so that each kernel runs to its end often before one of its loops alone is worth compiling. */
const SAMPLES = 2048;
const SAMPLE_RATE_HZ = 25_600;
const REPETITIONS = 60;

/**
 * Computes the features of a made-up short record a few times. V8 compiles a kernel whose first call is a long one while its loop runs,
 * knowing nothing yet of what follows the loop: where the loop ends it falls back, with each call again, and the thread stays at half
 * its speed for hours.
 */
export function warmUp(): void {
  const ref = assetRef("phm", "phm", "warm-up");
  const config: AssetConfig = { ref, kind: "none", component: "none", points: [] };
  const manipulator = createManipulator();
  for (let i = 0; i < REPETITIONS; i++) manipulator.manipulate(shortRecord(config), config);
}

function shortRecord({ ref }: AssetConfig): Acquisition {
  const channel = { quantity: "acceleration", unit: "m/s2", scale: 1e-3 } as const;
  return {
    ref,
    id: acquisitionId("warm-up"),
    timeBase: "recorded",
    startTimeNs: 0n,
    sampleRateHz: SAMPLE_RATE_HZ,
    samples: SAMPLES,
    channels: [
      { ...channel, point: pointId("int16"), encoding: "i16le", data: new Uint8Array(WAVEFORM.buffer.slice(0)) },
      { ...channel, point: pointId("float32"), encoding: "f32le", data: new Uint8Array(Float32Array.from(WAVEFORM).buffer) },
    ],
  };
}

/** Two lines and a ramp of remainders: something in every band. */
const WAVEFORM = Int16Array.from(
  { length: SAMPLES },
  (_, i) => 4000 * Math.sin(0.02 * i) + 1500 * Math.sin(0.9 * i) + ((i * i * 7919) % 2001) - 1000,
);
