import { analysisKindCodec, analysisWindowCodec, assetRefToWire } from "@phm/contracts";
import { expectedFrequencies } from "@phm/diagnostics";
import { InvalidValue } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { integerParameter, nonNegativeParameter, PLACE, positiveParameter, RANGE } from "../api/parameters.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { ANALYSIS_KINDS, ANALYSIS_WINDOWS, characteristicFrequencies, spectrum, waterfall } from "../schemas/spectra.js";
import { requireNoTime, requireShown } from "../sharing/shared-request.js";
import { spectrumView, waterfallView } from "../views/spectrum-view.js";
import { knownAssetOf } from "./known-asset.js";

const ANY_PAGE = 1;
const ANY_WINDOW = 0;
const TAG = "Spectra";

const windowParameter = z.enum(ANALYSIS_WINDOWS).optional().describe("`hann` unless said.");

/** What an analyst looks at: computed of archived waveforms when it is asked for. */
export const spectrumOperations = [
  operation({
    id: "computeSpectrum",
    method: "get",
    path: "/assets/:asset/acquisitions/:acquisition/spectrum",
    demand: "read",
    shares: "spectrum",
    tag: TAG,
    summary: "A spectrum of an archived acquisition",
    query: {
      ...PLACE,
      point: z.string().describe("Measurement point."),
      kind: z.enum(ANALYSIS_KINDS).describe("`amplitude`: peak of each line. `psd`: after Welch. `envelope`: of the envelope in a band."),
      window: windowParameter,
      lowHz: nonNegativeParameter.optional().describe("Band that is demodulated, for the envelope kinds: from"),
      highHz: positiveParameter.optional().describe("to. Without a band, the one of the feature set."),
      bandBy: z.enum(["kurtogram"]).optional().describe("Demodulates the band of the highest spectral kurtosis."),
      axisFrom: nonNegativeParameter.optional().describe("Part of the axis that is answered, in its unit: from"),
      axisTo: positiveParameter.optional().describe("to; all of it unless said."),
      maxLines: integerParameter(16, 65_536).optional().describe("How many values at most; 8192 unless said."),
    },
    answer: spectrum,
    handle: async ({ features }, { params, query, request }) => {
      const { point, axisFrom: from = 0, axisTo: to = 0, maxLines = 0 } = query;
      const of = { acquisition: String(params.acquisition), point };
      const kind = analysisKindCodec.toWire(query.kind);
      const window = query.window === undefined ? ANY_WINDOW : analysisWindowCodec.toWire(query.window);
      const asked = { ref: assetRefToWire(assetOf(request)), ...of, kind, window, from, to, maxLines, demodulation: demodulationOf(query) };
      const computed = await features.computeSpectrum(asked);
      requireShown(request, computed.timeNs);
      return spectrumView(computed, of);
    },
  }),
  operation({
    id: "computeWaterfall",
    method: "get",
    path: "/assets/:asset/waterfall",
    demand: "read",
    shares: "spectrum",
    tag: TAG,
    summary: "Spectra of the archived acquisitions of a time range, one below the other",
    query: {
      ...PLACE,
      ...RANGE,
      point: z.string().describe("Measurement point."),
      window: windowParameter,
      fromHz: nonNegativeParameter.optional().describe("Part of the axis: from"),
      toHz: positiveParameter.optional().describe("to; the Nyquist frequency of the first row unless said."),
      maxRows: integerParameter(1, 200).optional().describe("How many rows at most; 60 unless said."),
      maxLines: integerParameter(16, 4_096).optional().describe("Values of a row; 800 unless said."),
    },
    answer: waterfall,
    handle: async ({ features }, { query, request }) => {
      const { point, fromHz = 0, toHz = 0, maxRows = 0, maxLines = 0 } = query;
      const { fromNs, toNs } = rangeOf(request, ANY_PAGE);
      const window = query.window === undefined ? ANY_WINDOW : analysisWindowCodec.toWire(query.window);
      const ref = assetRefToWire(assetOf(request));
      return waterfallView(await features.computeWaterfall({ ref, point, fromNs, toNs, fromHz, toHz, maxRows, maxLines, window }), point);
    },
  }),
  operation({
    id: "getCharacteristicFrequencies",
    method: "get",
    path: "/assets/:asset/frequencies",
    demand: "read",
    shares: "spectrum",
    tag: TAG,
    summary: "Where the parts of a machine show in its spectra",
    query: {
      ...PLACE,
      speedRpm: positiveParameter.optional().describe("Speed of the reference shaft; the rated one unless said."),
      supplyHz: positiveParameter.optional().describe("Measured supply frequency; the register's unless said."),
    },
    answer: characteristicFrequencies,
    handle: async (_context, { query, request, response }) => {
      requireNoTime(request);
      const { config } = knownAssetOf(response);
      const speedRpm = query.speedRpm ?? config.ratedSpeedRpm;
      if (speedRpm === undefined) throw new InvalidValue("speedRpm", undefined, "given, as the register states no rated speed");
      const { frequencies, unused } = expectedFrequencies(config, speedRpm, query.supplyHz);
      const items = frequencies.map(({ hz, order, ...line }) => ({ ...line, frequencyHz: hz, orderRatio: order }));
      return { speedRpm, items, unused: [...unused] };
    },
  }),
];

/** @throws InvalidValue for half a band, and for a band beside the choice of one */
function demodulationOf({ lowHz, highHz, bandBy }: { readonly lowHz?: number; readonly highHz?: number; readonly bandBy?: "kurtogram" }) {
  const hasBand = lowHz !== undefined || highHz !== undefined;
  if (bandBy === "kurtogram") {
    if (hasBand) throw new InvalidValue("bandBy", bandBy, "left out where lowHz or highHz is given");
    return { case: "byKurtogram" as const, value: true };
  }
  if (!hasBand) return { case: undefined };
  if (lowHz === undefined) throw new InvalidValue("lowHz", lowHz, "given with highHz");
  if (highHz === undefined || highHz <= lowHz) throw new InvalidValue("highHz", highHz, `above lowHz, ${lowHz}`);
  return { case: "band" as const, value: { lowHz, highHz } };
}
