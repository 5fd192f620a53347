import { analysisKindCodec, float32Values, shaftAngleSourceCodec, unitCodec } from "@phm/contracts";
import { formatTimeNs, InvalidValue } from "@phm/domain";
import type { GatewayContext } from "../context.js";

type Features = GatewayContext["features"];
type Computed = Awaited<ReturnType<Features["computeSpectrum"]>>;
type Waterfall = Awaited<ReturnType<Features["computeWaterfall"]>>;

/** Lines as numbers; one that there is not is null. */
const lines = (bytes: Uint8Array) => Array.from(float32Values(bytes), (value) => (Number.isNaN(value) ? null : value));

/** A spectrum that was computed for the request. */
export function spectrumView({ spectrum, timeNs, speedRpm }: Computed, of: { readonly acquisition: string; readonly point: string }) {
  if (!spectrum) throw new InvalidValue("spectrum", undefined, "present");
  const { band, meanSpeedRpm, shaftAngleSource } = spectrum;
  return {
    ...of,
    time: formatTimeNs(timeNs),
    kind: analysisKindCodec.fromWire(spectrum.kind, "kind"),
    axisUnit: spectrum.axisUnit,
    axisStart: spectrum.axisStart,
    axisStep: spectrum.axisStep,
    unit: spectrum.valueUnit,
    values: Array.from(float32Values(spectrum.values)),
    linesPerValue: spectrum.pooledLines,
    band: band ? { lowHz: band.lowHz, highHz: band.highHz } : null,
    speedRpm: meanSpeedRpm ?? speedRpm ?? null,
    shaftAngleSource: shaftAngleSource === 0 ? null : shaftAngleSourceCodec.fromWire(shaftAngleSource, "shaftAngleSource"),
  };
}

export function waterfallView({ axisStartHz, axisStepHz, unit, acquisitions, rows }: Waterfall, point: string) {
  return {
    point,
    axisStartHz,
    axisStepHz,
    unit: rows.length === 0 ? null : unitCodec.fromWire(unit, "unit"),
    acquisitionCount: acquisitions,
    rows: rows.map(({ acquisition, timeNs, speedRpm, values }) => {
      return { acquisition, time: formatTimeNs(timeNs), speedRpm: speedRpm ?? null, values: lines(values) };
    }),
  };
}
