import { type FitErrorMessage, float32Values, type LookMessage, type ResonanceMessage, unitCodec } from "@phm/contracts";
import { formatTimeNs, InvalidValue } from "@phm/domain";
import type { z } from "zod";
import type { GatewayContext } from "../context.js";
import type { FAULTY_PARTS, triedFault, twin, twinComparison } from "../schemas/twin.js";

type Twins = GatewayContext["twins"];
type Answer<Call extends keyof Twins> = Awaited<ReturnType<Twins[Call]>>;

const numbers = (bytes: Uint8Array) => Array.from(float32Values(bytes));

export function twinView(answer: Answer<"getTwin">, point: string): z.infer<typeof twin> {
  const { unit, sampleRateHz, speedRpm, lines, noiseStepHz, noiseDensity, noiseHighDensity, recordings, firstNs, lastNs } = answer;
  return {
    point,
    unit: unitCodec.fromWire(unit, "unit"),
    sampleRateHz,
    speedRpm,
    lines: lines.map(({ at, amplitude, lowAmplitude, highAmplitude }) => ({
      orderRatio: at.case === "order" ? at.value : null,
      frequencyHz: at.case === "hz" ? at.value : null,
      amplitude,
      lowAmplitude,
      highAmplitude,
    })),
    noise: { stepHz: noiseStepHz, density: numbers(noiseDensity), highDensity: numbers(noiseHighDensity) },
    resonance: resonanceView(answer.resonance),
    recordingCount: recordings,
    firstTime: formatTimeNs(firstNs),
    lastTime: formatTimeNs(lastNs),
    error: errorView(answer.error),
  };
}

export function comparisonView(
  answer: Answer<"compareWithTwin">,
  of: { readonly acquisition: string; readonly point: string },
): z.infer<typeof twinComparison> {
  const { timeNs, unit, speedRpm, axisStepHz, pooledLines, measured, expected, limit, unexpected, bands } = answer;
  return {
    ...of,
    time: formatTimeNs(timeNs),
    unit: unitCodec.fromWire(unit, "unit"),
    speedRpm,
    axisStepHz,
    linesPerValue: pooledLines,
    measured: numbers(measured),
    expected: numbers(expected),
    limit: numbers(limit),
    unexpected: unexpected.map(({ hz, order, amplitude, expectedAmplitude, aboveDb }) => {
      return { frequencyHz: hz, orderRatio: order, amplitude, expectedAmplitude, aboveDb };
    }),
    bands: bands.map(({ centreHz, measuredRms, expectedRms }) => ({ centreHz, measuredRms, expectedRms })),
    error: errorView(answer.error),
  };
}

export function triedFaultView(
  answer: Answer<"tryFault">,
  of: { readonly point: string; readonly part: (typeof FAULTY_PARTS)[number]; readonly defectMm: number },
): z.infer<typeof triedFault> {
  const { unit, speedRpm, strikeHz, strikePeak, smallestVisibleMm } = answer;
  const { lowHz, highHz } = present("band", answer.band);
  return {
    ...of,
    unit: unitCodec.fromWire(unit, "unit"),
    speedRpm,
    strikeHz,
    strikePeak,
    band: { lowHz, highHz },
    sound: lookView(answer.sound),
    faulty: lookView(answer.faulty),
    smallestVisibleMm: smallestVisibleMm ?? null,
    resonance: resonanceView(answer.resonance),
    error: errorView(answer.error),
  };
}

function lookView(look: LookMessage | undefined) {
  const { axisStepHz, pooledLines, spectrum, envelopeStepHz, envelopeSpectrum, rms, peak, kurtosis, strikeOverNoiseDb } = present(
    "look",
    look,
  );
  return {
    axisStepHz,
    linesPerValue: pooledLines,
    spectrum: numbers(spectrum),
    envelopeStepHz,
    envelopeSpectrum: numbers(envelopeSpectrum),
    rms,
    peak,
    kurtosisRatio: kurtosis,
    strikeOverNoiseDb,
  };
}

function resonanceView(resonance: ResonanceMessage | undefined) {
  const { naturalHz, dampingRatio, isMeasured } = present("resonance", resonance);
  return { naturalHz, dampingRatio, isMeasured };
}

function errorView(error: FitErrorMessage | undefined) {
  const { medianDb, p90Db, rmsRatio, recordings } = present("error", error);
  return { medianDb, p90Db, rmsRatio, recordingCount: recordings };
}

function present<T>(field: string, value: T | undefined): T {
  if (value === undefined) throw new InvalidValue(field, value, "present");
  return value;
}
