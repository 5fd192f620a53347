import type { AssetConfig, DesignLifeFigures, DesignLifeInput, DesignLifeInputs, Language } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";

const INPUT_WORDS: Readonly<Record<DesignLifeInput, Readonly<Record<Language, string>>>> = {
  dynamicLoadRatingKn: { en: "the basic dynamic load rating C", zh: "基本额定动载荷 C" },
  fatigueExponent: { en: "whether it has balls or rollers (the exponent p)", zh: "滚动体类型（寿命指数 p）" },
  equivalentLoadN: { en: "the equivalent dynamic load P", zh: "当量动载荷 P" },
  ratedSpeedRpm: { en: "the rated speed", zh: "额定转速" },
  commissionedAtNs: { en: "the true commissioning date, in the past", zh: "真实的投运日期（不晚于当前时间）" },
};

/** ISO 281:2007, 5: the equation holds for loads up to half the rating. */
const MAX_LOAD_SHARE = 0.5;

type Statement = { readonly statementEn: string; readonly statementZh: string };

/** Why there is no figure. */
export function missingWords(missing: readonly DesignLifeInput[]): Statement {
  const listed = (language: Language) => missing.map((input) => INPUT_WORDS[input][language]);
  return {
    statementEn: `No design life: not stated ${missing.length === 1 ? "is" : "are"} ${listed("en").join("; ")}.`,
    statementZh: `无法计算设计寿命：缺少${listed("zh").join("、")}。`,
  };
}

/** The figures with what they rest on. Numbers are rounded for reading. */
export function figureWords(config: AssetConfig, inputs: Required<DesignLifeInputs>, figures: DesignLifeFigures): Statement {
  const [life, used] = [figures.ratingLifeHours, figures.usedHours].map((hours) => Math.round(hours).toLocaleString("en"));
  const [share, survival] = [figures.usedRatio, figures.survivalProbability].map(percent);
  const { speed, load, rating } = shownInputs(inputs);
  const basis = usageWords(config);
  const limit = inputs.equivalentLoadN.value > MAX_LOAD_SHARE * inputs.dynamicLoadRatingKn.value * 1_000 ? LIMIT_WORDS : NO_WORDS;
  return {
    statementEn:
      `Basic rating life L10h by ISO 281: ${life} h at ${speed} rpm under ${load} N (C ${rating} kN). Used: ${used} h (${share}), ${basis.en}. ` +
      `Of such bearings ${survival} are expected to come this far (Weibull, slope 1.5).${limit.en} A figure of design, not of condition: ` +
      "a bearing replaced since has used less, and it enters no estimate of remaining life.",
    statementZh:
      `按 ISO 281 的基本额定寿命 L10h：${speed} r/min、${load} N（C ${rating} kN）下为 ${life} 小时。已用 ${used} 小时（${share}），${basis.zh}。` +
      `预计 ${survival} 的同类轴承能达到此时间（威布尔分布，斜率 1.5）。${limit.zh}这是设计值而非状态值：投运后更换过的轴承实际用时更短；它不参与剩余寿命估计。`,
  };
}

const NO_WORDS = { en: "", zh: "" };
const LIMIT_WORDS = {
  en: " The load is above C/2, where ISO 281 no longer holds: take the figure as a rough one.",
  zh: "载荷超过 C/2，超出 ISO 281 的适用范围，结果仅供粗略参考。",
};

function shownInputs({ ratedSpeedRpm, equivalentLoadN, dynamicLoadRatingKn }: Required<DesignLifeInputs>) {
  const [speed, load, rating] = [ratedSpeedRpm, equivalentLoadN, dynamicLoadRatingKn].map(({ value }) => Number(value.toPrecision(4)));
  return { speed, load, rating };
}

function usageWords({ commissionedAtNs = 0n, runningHours }: AssetConfig): Readonly<Record<Language, string>> {
  const since = formatTimeNs(commissionedAtNs).slice(0, 10);
  if (!runningHours) return { en: `if it has run all the time since commissioning on ${since}`, zh: `假定自 ${since} 投运以来一直运行` };
  const read = formatTimeNs(runningHours.asOfNs).slice(0, 10);
  return {
    en: `by the running-hours counter as read on ${read}, and if it has run all the time since`,
    zh: `按 ${read} 的运行小时计数，此后假定一直运行`,
  };
}

const percent = (ratio: number): string => `${Number((100 * ratio).toPrecision(3))} %`;
