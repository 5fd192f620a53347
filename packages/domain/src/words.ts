import type { ConditionLevel } from "./assessment.js";
import type { FailureMode } from "./failure-mode.js";
import type { Evidence } from "./finding.js";
import type { OrderTask } from "./order-task.js";
import type { Tier } from "./tier.js";
import type { WorkOrder } from "./work-order.js";

/** The languages that people are spoken to in. */
export type Language = "en" | "zh";

const CONDITION_ZH: Readonly<Record<ConditionLevel, string>> = {
  learning: "学习中",
  normal: "正常",
  alert: "预警",
  alarm: "报警",
  sensor_fault: "传感器故障",
};

const TIER_ZH: Readonly<Record<Tier, string>> = { watch: "关注", plan: "计划检修", act_now: "立即处理" };

const FAILURE_MODE_ZH: Readonly<Record<FailureMode, string>> = {
  bearing_outer_race: "轴承外圈故障",
  bearing_inner_race: "轴承内圈故障",
  bearing_rolling_element: "轴承滚动体故障",
  bearing_cage: "轴承保持架故障",
  bearing_general: "轴承故障",
  imbalance: "不平衡",
  misalignment: "不对中",
  bent_shaft: "轴弯曲",
  looseness: "松动",
  gear: "齿轮故障",
  rotor_bar: "转子断条",
  stator_winding: "定子绕组故障",
  eccentricity: "偏心",
  supply_unbalance: "电源不平衡",
  cavitation: "汽蚀",
  sensor_fault: "传感器故障",
  degradation_general: "性能劣化",
};

const plain = (name: string): string => name.replaceAll("_", " ");

export const conditionWords = (state: ConditionLevel, language: Language): string =>
  language === "zh" ? CONDITION_ZH[state] : plain(state);
export const tierWords = (tier: Tier, language: Language): string => (language === "zh" ? TIER_ZH[tier] : plain(tier));
export const failureModeWords = (mode: FailureMode, language: Language): string =>
  language === "zh" ? FAILURE_MODE_ZH[mode] : plain(mode);

/** What an order is about: what is to be done where that was said, else the fault. */
export function orderWords(
  { task, failureMode }: Pick<WorkOrder, "failureMode"> & { readonly task?: Pick<OrderTask, "title"> },
  language: Language,
) {
  if (task) return task.title[language];
  return failureMode === undefined ? (language === "zh" ? "维修工作" : "work") : failureModeWords(failureMode, language);
}

const figure = (value: number | undefined): string => (value === undefined ? "?" : String(Number(value.toPrecision(4))));

/** One piece of evidence as a phrase with its figures and units. */
export function evidenceWords(evidence: Evidence, language: Language): string {
  const { frequencyHz, order, snrDb, harmonics, value, limit, label } = evidence;
  const zh = language === "zh";
  switch (evidence.kind) {
    case "envelope_line":
      return zh
        ? `包络谱线 ${figure(frequencyHz)} Hz(转频的 ${figure(order)} 倍),高出周围 ${figure(snrDb)} dB,${figure(harmonics)} 个谐波`
        : `envelope line at ${figure(frequencyHz)} Hz (${figure(order)} × shaft speed), ${figure(snrDb)} dB over its surroundings, ${figure(harmonics)} harmonics`;
    case "spectrum_line":
    case "current_line": {
      const [spectrumEn, spectrumZh] = evidence.kind === "current_line" ? ["current line", "电流谱线"] : ["spectral line", "频谱谱线"];
      const name = label === undefined ? "" : ` (${label})`;
      return zh
        ? `${spectrumZh} ${figure(frequencyHz)} Hz${name},高出周围 ${figure(snrDb)} dB`
        : `${spectrumEn} at ${figure(frequencyHz)} Hz${name}, ${figure(snrDb)} dB over its surroundings`;
    }
    case "ratio":
      return zh
        ? `${label ?? "比值"} 为 ${figure(value)}(限值 ${figure(limit)})`
        : `${label ?? "ratio"} ${figure(value)} (limit ${figure(limit)})`;
    case "change":
      return zh
        ? `${label ?? "指标"} 相对自身基线变化 ${figure(value)}(限值 ${figure(limit)})`
        : `${label ?? "figure"} changed by ${figure(value)} against the machine's own baseline (limit ${figure(limit)})`;
    case "level_rise":
      return zh
        ? `振动水平为近期最低水平的 ${figure(value)} 倍(限值 ${figure(limit)})`
        : `level ${figure(value)} times the quietest recent level (limit ${figure(limit)})`;
    case "zone":
      return zh
        ? `振动速度有效值 ${figure(value)} mm/s(限值 ${figure(limit)})`
        : `velocity ${figure(value)} mm/s r.m.s. (limit ${figure(limit)})`;
    case "sensor":
      return zh ? `传感器指标 ${figure(value)}(限值 ${figure(limit)})` : `sensor figure ${figure(value)} (limit ${figure(limit)})`;
  }
}
