import type { AssetConfig, ChannelFeatures, ChannelSpectrum, FeatureVector } from "@phm/domain";
import { shaftRatios } from "@phm/domain";
import { refineShaftSpeed, type ShaftSpeed } from "../lines/shaft-speed.js";
import { bearingOrdersNear } from "./bearing-lines-near.js";
import type { Supply } from "./comb-lines.js";
import { type CombSearch, type ReadComb, readComb } from "./read-comb.js";
import { gearedShafts, HARMONIC_ORDERS, shaftOrders } from "./shaft-orders.js";
import type { ShaftSpeedReading, SpeedAbstention } from "./shaft-speed-reading.js";
import { SAME_SPEED_RATIO, STATED_SPEED_TOLERANCE } from "./speed-tolerance.js";

/** Coarser spectra than this, in shaft orders, do not tell lines of the shaft from those beside them: more than two seconds at 1500 rpm. */
const MAX_RESOLUTION_ORDERS = 0.02;
/** True speed over stated speed, where the stated one is wrong by at most its tolerance. */
const BAND = { from: 1 / (1 + STATED_SPEED_TOLERANCE), to: 1 / (1 - STATED_SPEED_TOLERANCE) };
/** Envelope spectra are read where their lines are, to so much. */
const ENVELOPE_UNCERTAINTY_RATIO = 0.004;
/** Standard uncertainties that a speed is known within. */
const COVERAGE = 2;
/** A belt creeps: its ratio is off by so much. */
const SLIP_BAND = { from: 0.97, to: 1.03 };

const isSound = ({ sensorFaults }: ChannelFeatures): boolean => sensorFaults.length === 0;
const isVibration = ({ quantity }: ChannelFeatures): boolean => quantity === "acceleration" || quantity === "velocity";

/** The supply as a sound current channel measures it, else as stated. */
function supplyOf(channels: readonly ChannelFeatures[], { supplyHz }: AssetConfig): Supply | null {
  const measured = channels.find(({ values }) => values.fundamentalHz !== undefined)?.values.fundamentalHz;
  if (measured !== undefined && measured > 0) return { hz: measured, isMeasured: true };
  return supplyHz === undefined ? null : { hz: supplyHz, isMeasured: false };
}

function directOf(channels: readonly ChannelFeatures[]): ChannelSpectrum[] {
  return channels
    .filter(isVibration)
    .flatMap(({ spectra }) => spectra.filter(({ kind, amplitude }) => kind === "direct" && amplitude.length > 1));
}

const isFine =
  (shaftHz: number) =>
  ({ resolutionHz }: ChannelSpectrum) =>
    resolutionHz <= MAX_RESOLUTION_ORDERS * shaftHz;

/** The comb of the reference shaft and all that is geared to it, over every sound channel: housings carry their lines to all. */
function readReference(sound: readonly ChannelFeatures[], config: AssetConfig, ratios: ReadonlyMap<string, number>, statedHz: number) {
  if (sound.some(({ quantity }) => quantity === "tachometer")) return "tachometer";
  const direct = directOf(sound);
  if (direct.length === 0) return "no_spectrum";
  const spectra = direct.filter(isFine(statedHz));
  if (spectra.length === 0) return "too_coarse";
  const { tied, slipping } = shaftOrders(config.kinematics, ratios);
  const bearings = bearingOrdersNear(config);
  const supply = supplyOf(sound, config);
  return readComb({ spectra, centreHz: statedHz, band: BAND, orders: tied, slipping, bearings, supply, explainedHz: [] });
}

/** The ratio of a shaft that slips, where its own sensors show it at the speed that was read; else as stated. */
function slippingRatio(
  id: string,
  ratio: number,
  sound: readonly ChannelFeatures[],
  config: AssetConfig,
  { shaftHz, orders }: ReadComb,
): number {
  const own = new Set(config.points.filter(({ shaft }) => shaft === id).map((point) => point.id));
  const centreHz = ratio * shaftHz;
  const spectra = directOf(sound.filter(({ point }) => own.has(point))).filter(isFine(centreHz));
  if (spectra.length === 0) return ratio;
  const explainedHz = orders.map((order) => order * shaftHz);
  const search: CombSearch = {
    spectra,
    centreHz,
    band: SLIP_BAND,
    orders: HARMONIC_ORDERS,
    slipping: [],
    bearings: [],
    supply: supplyOf(sound, config),
    explainedHz,
  };
  const found = readComb(search);
  return typeof found === "string" ? ratio : found.shaftHz / shaftHz;
}

function ratiosRead(sound: readonly ChannelFeatures[], config: AssetConfig, ratios: ReadonlyMap<string, number>, read: ReadComb) {
  if (!config.kinematics) return ratios;
  const geared = gearedShafts(config.kinematics);
  return new Map([...ratios].map(([id, ratio]) => [id, geared.has(id) ? ratio : slippingRatio(id, ratio, sound, config, read)] as const));
}

/** The reading of envelope spectra, by the stated speed of the acquisition. */
function envelopeSpeed(sound: readonly ChannelFeatures[], startHz: number, statedHz: number): ShaftSpeed {
  const spectra = sound.filter(isVibration).flatMap((channel) => channel.spectra);
  const { shaftHz, corrected } = refineShaftSpeed(spectra, startHz);
  return { shaftHz, ratio: shaftHz / statedHz, corrected: corrected || startHz !== statedHz };
}

/** Whether a speed that was read cannot be the stated one. */
const isOther = (shaftHz: number, uncertaintyHz: number, statedHz: number): boolean =>
  Math.abs(shaftHz - statedHz) > SAME_SPEED_RATIO * statedHz + COVERAGE * uncertaintyHz;

/** What holds where the direct spectra tell no speed: the envelope spectra's, where they are the only ones to speak, else the stated one. */
function withoutComb(
  abstained: SpeedAbstention,
  statedHz: number,
  ratios: ReadonlyMap<string, number>,
  envelope: ShaftSpeed,
): ShaftSpeedReading {
  const stated = { statedHz, shaftHz: statedHz, uncertaintyHz: null, orders: [], mayBeSupply: false, isCorrected: false, ratios, envelope };
  if (abstained !== "faint" || !envelope.corrected) return { ...stated, abstained };
  const { shaftHz } = envelope;
  return { ...stated, shaftHz, uncertaintyHz: ENVELOPE_UNCERTAINTY_RATIO * shaftHz, isCorrected: true, abstained: null };
}

/**
 * The speed of the reference shaft that an acquisition shows, sought where the stated one (where none is stated, the rated one) may be wrong
 * by ±8 %; null where no speed is known. It is read from the comb of shaft orders in the direct spectra, else from envelope spectra that
 * speak clearly for another speed; else the stated speed stands, with why. It takes spectra that are there already.
 */
export function readShaftSpeed(features: FeatureVector, config: AssetConfig): ShaftSpeedReading | null {
  const statedHz = (features.speedRpm ?? config.ratedSpeedRpm ?? 0) / 60;
  if (!(statedHz > 0)) return null;
  const sound = features.channels.filter(isSound);
  const ratios = config.kinematics ? shaftRatios(config.kinematics, config.ratedSpeedRpm) : new Map<string, number>();
  const read = readReference(sound, config, ratios, statedHz);
  if (read === "tachometer") return withoutComb(read, statedHz, ratios, { shaftHz: statedHz, ratio: 1, corrected: false });
  if (typeof read === "string") return withoutComb(read, statedHz, ratios, envelopeSpeed(sound, statedHz, statedHz));
  const { shaftHz, uncertaintyHz, orders } = read;
  const isCorrected = isOther(shaftHz, uncertaintyHz, statedHz);
  const mayBeSupply = read.mayBeSupply && isCorrected;
  const envelope = envelopeSpeed(sound, isCorrected ? shaftHz : statedHz, statedHz);
  const slipping = ratiosRead(sound, config, ratios, read);
  return { statedHz, shaftHz, uncertaintyHz, orders, mayBeSupply, isCorrected, abstained: null, ratios: slipping, envelope };
}
