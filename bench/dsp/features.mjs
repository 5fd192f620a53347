import { report } from "../lib/measure.mjs";
import { coreFeatures, madeBlock } from "./core-features.mjs";
import { cpuRates } from "./cpu-rates.mjs";
import { reportLimit, reportNotAvailable } from "./limit-line.mjs";
import { ReferenceNotAvailable, startNumpy } from "./reference-process.mjs";

const MEASURE = "features of core-v1, 25,600 samples, one thread";

/** The features of one block against the same in NumPy and SciPy, float64: how far apart they are, and how fast. */
export async function measureFeatures(scratch) {
  const block = madeBlock();
  let numpy;
  try {
    numpy = startNumpy(scratch, block);
  } catch (error) {
    if (!(error instanceof ReferenceNotAvailable)) throw error;
    return reportNotAvailable(MEASURE, error.message);
  }
  const { features } = JSON.parse(await numpy.ask("1"));
  reportLimit({
    measure: "largest deviation of a feature from NumPy, of its largest value",
    value: largestDeviation(coreFeatures(block), features),
    unit: "ratio",
    limit: 1e-5,
  });
  const rates = await cpuRates({
    count: 60,
    repetitions: 15,
    candidate(count) {
      for (let i = 0; i < count; i++) coreFeatures(block);
    },
    reference: async (count) => JSON.parse(await numpy.ask(String(count))).seconds,
  });
  numpy.close();
  report({ bench: "dsp", measure: MEASURE, unit: "blocks/s of processor time", reference: "NumPy and SciPy, float64", goal: 2, ...rates });
}

function largestDeviation(ours, theirs) {
  const deviations = Object.entries(theirs).map(([name, value]) => {
    const [expected, actual] = typeof value === "number" ? [[value], [ours[name]]] : [value, ours[name]];
    if (actual.length !== expected.length) throw new Error(`${name} has ${actual.length} values, NumPy's ${expected.length}`);
    const largest = Math.max(...expected.map(Math.abs));
    return Math.max(...expected.map((each, i) => Math.abs(each - actual[i]))) / largest;
  });
  return Math.max(...deviations);
}
