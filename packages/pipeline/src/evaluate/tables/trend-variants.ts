import { PLANT_TREND, type TrendClass } from "@phm/diagnostics";

/** The default constants with one thing changed, to see how much hangs on it. */
export interface TrendVariant {
  readonly name: string;
  readonly trend: TrendClass;
}

/** The rise (ratio minus 1) of both limits times a factor. */
function scaledLimits(factor: number): TrendClass {
  const scaled = (ratio: number) => 1 + factor * (ratio - 1);
  const { watchRatio, orderRatio } = PLANT_TREND.againstPeers;
  return { ...PLANT_TREND, againstPeers: { watchRatio: scaled(watchRatio), orderRatio: scaled(orderRatio) } };
}

const withScale = (changed: Partial<TrendClass["timeScale"]>): TrendClass => ({
  ...PLANT_TREND,
  timeScale: { ...PLANT_TREND.timeScale, ...changed },
});

const { timeScale, transmissionShare } = PLANT_TREND;

/** What the evaluation of tables shows beside the defaults. */
export const TREND_VARIANTS: readonly TrendVariant[] = [
  { name: "as it is", trend: PLANT_TREND },
  { name: "limits − 20 %", trend: scaledLimits(0.8) },
  { name: "limits + 20 %", trend: scaledLimits(1.2) },
  { name: "limits − 50 %", trend: scaledLimits(0.5) },
  { name: "limits + 50 %", trend: scaledLimits(1.5) },
  { name: "reference half as long", trend: withScale({ referenceBlocks: timeScale.referenceBlocks / 2 }) },
  { name: "reference twice as long", trend: withScale({ referenceBlocks: timeScale.referenceBlocks * 2 }) },
  { name: "held half as long", trend: withScale({ holdS: timeScale.holdS / 2 }) },
  { name: "held twice as long", trend: withScale({ holdS: timeScale.holdS * 2 }) },
  { name: "restarts not muted", trend: withScale({ muteS: 0, muteIntervals: 0 }) },
  { name: "no step taken out after a stop", trend: { ...PLANT_TREND, setUpStopS: Number.POSITIVE_INFINITY } },
  { name: "a step taken out after every stop", trend: { ...PLANT_TREND, setUpStopS: 0 } },
  { name: "transmission share − 20 %", trend: { ...PLANT_TREND, transmissionShare: 0.8 * transmissionShare } },
  { name: "transmission share + 20 %", trend: { ...PLANT_TREND, transmissionShare: 1.2 * transmissionShare } },
  { name: "nothing taken for transmission", trend: { ...PLANT_TREND, transmissionShare: 0 } },
];
