import { type FailureProbability, type Language, readableDuration } from "@phm/domain";
import { isSupported } from "../models/rul-model-document.js";

/** A reason in both languages of the suite. */
export interface RulWords {
  readonly reason: string;
  readonly reasonZh: string;
}

/** Why there is no number. */
export const ABSTENTIONS = {
  learning: { reason: "Still learning this machine's quiet level.", reasonZh: "仍在学习本机的平稳水平。" },
  held: {
    reason: "A rise has begun and is not held long enough yet to count as onset.",
    reasonZh: "振动水平开始上升，持续时间尚不足以判定为劣化起始。",
  },
  unjudged: {
    reason:
      "The level stands raised, but this acquisition cannot be judged: a sensor is faulty, or the machine stands or runs at another speed.",
    reasonZh: "振动水平处于升高状态，但本次采集无法判断：传感器故障、停机或转速不同。",
  },
  silent: {
    reason: "No vibration in this acquisition that the machine could be judged by: there is no accelerometer among its channels.",
    reasonZh: "本次采集中没有可用于判断设备的振动：各通道中没有加速度传感器。",
  },
  unjudgedQuiet: {
    reason:
      "This acquisition cannot be judged: a sensor is faulty or missing, the machine stands or has just started, or this speed and load are new.",
    reasonZh: "本次采集无法判断：传感器故障或缺失、停机或刚启动，或该转速与负载为首次出现。",
  },
  rescaled: {
    reason:
      "A sensor's signal has changed by one factor at all frequencies, as after a swap of the sensor or a change of gain or mounting: its levels cannot be compared with those before.",
    reasonZh: "某传感器的信号在所有频率上按同一倍数突变，如同更换传感器、改变增益或安装方式：其水平无法与此前比较。",
  },
  tooShort: {
    reason: "Too few observations yet to know how often this machine is measured.",
    reasonZh: "观测次数太少，尚不知道本机的测量间隔。",
  },
} as const satisfies Record<string, RulWords>;

const percent = (ratio: number): string => `${Math.round(100 * ratio)} %`;

function calibrationWords(level: number, lives: number, language: Language): string {
  if (language === "zh") return isSupported(level, lives) ? `按 ${lives} 个完整寿命校准` : `未校准：${lives} 个完整寿命不足以支持该置信度`;
  return isSupported(level, lives)
    ? `calibrated on ${lives} whole lives`
    : `uncalibrated: ${lives} whole lives cannot vouch for this level`;
}

/** What a quiet level allows to say. */
export function boundWords(boundS: number, confidence: number, lives: number): RulWords {
  return {
    reason:
      `No rise over the quietest recent level. With ${percent(confidence)} confidence more than ${readableDuration(boundS)} remain ` +
      `(${calibrationWords(confidence, lives, "en")}); a quiet signal does not say how much more.`,
    reasonZh:
      `相对近期最低水平没有升高。以 ${percent(confidence)} 的置信度，剩余寿命大于 ${readableDuration(boundS, "zh")}` +
      `（${calibrationWords(confidence, lives, "zh")}）；平稳信号无法说明还能运行多久。`,
  };
}

export interface EstimateForWords {
  readonly ratio: number;
  readonly p10S: number;
  readonly p90S: number;
  readonly level: number;
  readonly lives: number;
  /** True while the median is held back from moving later. */
  readonly heldBack: boolean;
}

/** What the estimate rests on and what it is worth. */
export function estimateWords({ ratio, p10S, p90S, level, lives, heldBack }: EstimateForWords): RulWords {
  const times = Number(ratio.toPrecision(3));
  return {
    reason:
      `The level is ${times} times its reference. ${percent(level)} of such moments had between ${readableDuration(p10S)} and ` +
      `${readableDuration(p90S)} left (${calibrationWords(level, lives, "en")}).` +
      (heldBack ? " The median moves later only slowly, so that a due date does not jump." : ""),
    reasonZh:
      `振动水平为参考水平的 ${times} 倍。此类状态中 ${percent(level)} 的剩余寿命在 ${readableDuration(p10S, "zh")} 至 ` +
      `${readableDuration(p90S, "zh")} 之间（${calibrationWords(level, lives, "zh")}）。${heldBack ? "中位数只会缓慢推后，以免计划日期跳动。" : ""}`,
  };
}

/** The curve is cut where it says nothing more: certain survival before, certain failure after. */
export function tellingPart(curve: readonly FailureProbability[]): readonly FailureProbability[] {
  const first = curve.findIndex(({ probability }) => probability >= 0.01);
  if (first < 0) return curve.slice(-1);
  const certain = curve.findIndex(({ probability }) => probability >= 0.995);
  return curve.slice(Math.max(0, first - 1), certain < 0 ? curve.length : certain + 1);
}
