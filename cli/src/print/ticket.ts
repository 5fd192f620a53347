import { evidenceWords, failureModeWords, type Language, readableDuration, tierWords } from "@phm/domain";
import type { WorkOrderAnswer } from "../suite/api-client.js";

const WORDS = {
  en: {
    order: "WORK ORDER",
    asset: "Asset",
    fault: "Fault",
    urgency: "Urgency",
    opened: "Opened",
    due: "Due by",
    life: "Remaining life",
    why: "Why",
    evidence: "Evidence",
    actions: "What to do",
    confidence: "confidence",
  },
  zh: {
    order: "工单",
    asset: "设备",
    fault: "故障",
    urgency: "紧急程度",
    opened: "开单时间",
    due: "截止时间",
    life: "剩余寿命",
    why: "原因",
    evidence: "证据",
    actions: "处理措施",
    confidence: "置信度",
  },
} as const;

type Rul = Pick<WorkOrderAnswer["advisory"]["rul"], "status" | "reason"> & {
  p10S?: number | null | undefined;
  p50S?: number | null | undefined;
  p90S?: number | null | undefined;
  calibration?: { readonly supported: boolean } | null | undefined;
};

/** A remaining life in words: the interval, the lower bound, or why there is none. */
export function rulText({ status, p10S, p50S, p90S, calibration, reason }: Rul, language: Language = "en"): string {
  const zh = language === "zh";
  const doubt = calibration && !calibration.supported ? (zh ? ",未校准" : ", uncalibrated") : "";
  const words = (seconds: number) => readableDuration(seconds, language);
  if (status === "estimate" && p10S != null && p50S != null && p90S != null) {
    return zh
      ? `${words(p10S)} 至 ${words(p90S)}(80 % 区间${doubt},中位数 ${words(p50S)})`
      : `${words(p10S)} to ${words(p90S)} (80 % interval${doubt}, median ${words(p50S)})`;
  }
  if (status === "lower_bound" && p10S != null)
    return zh ? `大于 ${words(p10S)}(90 % 置信度${doubt})` : `more than ${words(p10S)} (90 % confidence${doubt})`;
  return zh ? `不予估计:${reason}` : `not stated: ${reason}`;
}

/** A work order as a technician reads it, evidence included. */
export function ticketText(order: WorkOrderAnswer, language: Language): string {
  const words = WORDS[language];
  const { advisory } = order;
  const reason = language === "zh" ? advisory.reasonZh : advisory.reasonEn;
  const actions = language === "zh" ? advisory.actionsZh : advisory.actionsEn;
  const rows: [string, string][] = [
    [words.asset, `${order.asset} · ${order.component}`],
    [words.fault, `${failureModeWords(order.failureMode, language)} (${words.confidence} ${advisory.confidence.toFixed(2)})`],
    [words.urgency, tierWords(order.tier, language)],
    [words.opened, order.openedAt],
    [words.due, order.dueAt],
    [`${words.life} (${advisory.time})`, rulText(advisory.rul, language)],
    [words.why, reason],
  ];
  return [
    `${words.order} ${order.id} [${order.state}]`,
    ...rows.map(([name, value]) => `  ${name}: ${value}`),
    `  ${words.evidence}:`,
    ...advisory.evidence.map((evidence) => `    - ${evidenceWords(evidence, language)}`),
    `  ${words.actions}:`,
    ...actions.map((action, index) => `    ${index + 1}. ${action}`),
  ].join("\n");
}
