/** What a code of ISO 14224 means. */
interface CodeWords {
  readonly en: string;
  readonly zh: string;
}

/** Failure mechanisms: ISO 14224:2016, annex B, table B.2. How it fails. */
export const FAILURE_MECHANISMS = {
  "1.0": { en: "mechanical failure, general", zh: "机械失效，一般" },
  "1.1": { en: "leakage", zh: "泄漏" },
  "1.2": { en: "vibration", zh: "振动" },
  "1.3": { en: "clearance or alignment failure", zh: "间隙或对中失效" },
  "1.4": { en: "deformation", zh: "变形" },
  "1.5": { en: "looseness", zh: "松动" },
  "1.6": { en: "sticking", zh: "卡滞" },
  "2.0": { en: "material failure, general", zh: "材料失效，一般" },
  "2.1": { en: "cavitation", zh: "汽蚀" },
  "2.2": { en: "corrosion", zh: "腐蚀" },
  "2.3": { en: "erosion", zh: "冲蚀" },
  "2.4": { en: "wear", zh: "磨损" },
  "2.5": { en: "breakage", zh: "断裂" },
  "2.6": { en: "fatigue", zh: "疲劳" },
  "2.7": { en: "overheating", zh: "过热" },
  "2.8": { en: "burst", zh: "爆裂" },
  "3.0": { en: "instrument failure, general", zh: "仪表失效，一般" },
  "3.1": { en: "control failure", zh: "控制失效" },
  "3.2": { en: "no signal, indication or alarm", zh: "无信号、指示或报警" },
  "3.3": { en: "faulty signal, indication or alarm", zh: "信号、指示或报警错误" },
  "3.4": { en: "out of adjustment", zh: "失调" },
  "3.5": { en: "software failure", zh: "软件失效" },
  "3.6": { en: "common cause or common mode failure", zh: "共因或共模失效" },
  "4.0": { en: "electrical failure, general", zh: "电气失效，一般" },
  "4.1": { en: "short circuiting", zh: "短路" },
  "4.2": { en: "open circuit", zh: "开路" },
  "4.3": { en: "no power or voltage", zh: "无电源或电压" },
  "4.4": { en: "faulty power or voltage", zh: "电源或电压异常" },
  "4.5": { en: "earth or isolation fault", zh: "接地或绝缘故障" },
  "5.0": { en: "external influence, general", zh: "外部影响，一般" },
  "5.1": { en: "blockage or plugging", zh: "堵塞" },
  "5.2": { en: "contamination", zh: "污染" },
  "5.3": { en: "miscellaneous external influences", zh: "其他外部影响" },
  "6.0": { en: "miscellaneous, general", zh: "其他，一般" },
  "6.1": { en: "no cause found", zh: "未找到原因" },
  "6.2": { en: "combined causes", zh: "多种原因" },
  "6.3": { en: "other", zh: "其他" },
  "6.4": { en: "unknown", zh: "未知" },
} as const satisfies Readonly<Record<string, CodeWords>>;
export type FailureMechanism = keyof typeof FAILURE_MECHANISMS;

/** Failure causes: ISO 14224:2016, annex B, table B.3. Why it fails. */
export const FAILURE_CAUSES = {
  "1.0": { en: "design, general", zh: "设计，一般" },
  "1.1": { en: "improper capacity", zh: "容量不当" },
  "1.2": { en: "improper material", zh: "材料不当" },
  "2.0": { en: "fabrication or installation, general", zh: "制造或安装，一般" },
  "2.1": { en: "fabrication failure", zh: "制造缺陷" },
  "2.2": { en: "installation failure", zh: "安装缺陷" },
  "3.0": { en: "operation or maintenance, general", zh: "运行或维护，一般" },
  "3.1": { en: "off-design service", zh: "偏离设计工况" },
  "3.2": { en: "operating error", zh: "操作失误" },
  "3.3": { en: "maintenance error", zh: "维护失误" },
  "3.4": { en: "expected wear and tear", zh: "正常磨损" },
  "4.0": { en: "management, general", zh: "管理，一般" },
  "4.1": { en: "documentation error", zh: "文件错误" },
  "4.2": { en: "management error", zh: "管理失误" },
  "5.0": { en: "miscellaneous, general", zh: "其他，一般" },
  "5.1": { en: "no cause found", zh: "未找到原因" },
  "5.2": { en: "common cause", zh: "共同原因" },
  "5.3": { en: "combined causes", zh: "多种原因" },
  "5.4": { en: "other unit or cascading failure", zh: "其他单元或连锁失效" },
  "5.5": { en: "other", zh: "其他" },
  "5.6": { en: "unknown", zh: "未知" },
} as const satisfies Readonly<Record<string, CodeWords>>;
export type FailureCause = keyof typeof FAILURE_CAUSES;

/** How a failure is reported at the machine: those failure mode codes of ISO 14224:2016, annex B, that condition monitoring leads to. */
export const REPORTED_FAILURE_MODES = {
  VIB: { en: "vibration", zh: "振动" },
  NOI: { en: "noise", zh: "噪声" },
  OHE: { en: "overheating", zh: "过热" },
  STD: { en: "structural deficiency", zh: "结构缺陷" },
  PDE: { en: "parameter deviation", zh: "参数偏差" },
  LOO: { en: "low output", zh: "出力不足" },
  BRD: { en: "breakdown", zh: "损坏停机" },
  AIR: { en: "abnormal instrument reading", zh: "仪表读数异常" },
} as const satisfies Readonly<Record<string, CodeWords>>;
export type ReportedFailureMode = keyof typeof REPORTED_FAILURE_MODES;
