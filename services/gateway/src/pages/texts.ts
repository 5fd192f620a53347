import type { ConditionLevel, FailureMode, Tier } from "@phm/domain";

export type Language = "en" | "zh";

const EN = {
  title: "PHM Suite",
  assets: "Assets",
  asset: "Asset",
  condition: "Condition",
  zone: "Zone",
  remainingLife: "Remaining life",
  workOrders: "Work orders",
  noWorkOrders: "No work order is open.",
  noAssets: "No asset is registered yet: replay a bundle, or start the simulator.",
  order: "Order",
  fault: "Fault",
  urgency: "Urgency",
  opened: "Opened",
  due: "Due by",
  state: "State",
  reason: "Why",
  evidence: "Evidence",
  actions: "What to do",
  history: "History",
  trace: "Made from",
  confidence: "Confidence",
  none: "—",
};

const ZH: typeof EN = {
  title: "PHM 设备健康管理",
  assets: "设备",
  asset: "设备",
  condition: "状态",
  zone: "区域",
  remainingLife: "剩余寿命",
  workOrders: "工单",
  noWorkOrders: "没有未完成的工单。",
  noAssets: "尚未登记设备:请回放数据包,或启动仿真。",
  order: "工单",
  fault: "故障",
  urgency: "紧急程度",
  opened: "开单时间",
  due: "截止时间",
  state: "状态",
  reason: "原因",
  evidence: "证据",
  actions: "处理措施",
  history: "履历",
  trace: "数据来源",
  confidence: "置信度",
  none: "—",
};

export const TEXTS: Readonly<Record<Language, typeof EN>> = { en: EN, zh: ZH };

export const CONDITION_ZH: Readonly<Record<ConditionLevel, string>> = {
  learning: "学习中",
  normal: "正常",
  alert: "预警",
  alarm: "报警",
  sensor_fault: "传感器故障",
};

export const TIER_ZH: Readonly<Record<Tier, string>> = { watch: "关注", plan: "计划检修", act_now: "立即处理" };

export const FAILURE_MODE_ZH: Readonly<Record<FailureMode, string>> = {
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

/** `bearing_outer_race` reads `bearing outer race` in English. */
export const plainWords = (name: string) => name.replaceAll("_", " ");
