import type { SensorFaultKind } from "@phm/domain";
import type { LineDiagnosisState } from "../lines/line-diagnosis.js";
import type { WatchedSensor } from "../sensors/sensor-watch.js";

/** A reason in both languages of the suite. */
export interface Words {
  readonly reasonEn: string;
  readonly reasonZh: string;
}

const SENSOR_FAULT: Readonly<Record<SensorFaultKind, { en: string; zh: string }>> = {
  clipping: { en: "is clipped", zh: "削波" },
  flat_line: { en: "is a flat line", zh: "为一条直线" },
  dropout: { en: "has dropouts", zh: "存在信号丢失" },
  dc_drift: { en: "drifts", zh: "存在直流漂移" },
  implausible_level: { en: "has an implausible level", zh: "幅值不合理" },
  ski_slope: { en: "rises towards 0 Hz as integrated noise does (ski slope)", zh: "低频积分噪声（滑雪坡）" },
  missing_channel: { en: "is missing", zh: "通道缺失" },
  clock_offset: { en: "comes with a wrong clock", zh: "时钟偏差" },
  sensitivity_step: {
    en: "has changed by one factor at all frequencies alike, as after a swap of the sensor or a change of gain or mounting",
    zh: "在所有频率上按同一倍数突变，如同更换传感器、改变增益或安装方式",
  },
};

export const figure = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "unknown");

/** Why no line names the part. */
const WITHOUT_LINES: Readonly<Record<NonNullable<LineDiagnosisState["abstained"]> | "unclear", { en: string; zh: string }>> = {
  unclear: { en: "No bearing line stands out clearly enough to name the part.", zh: "没有足够清晰的轴承特征谱线可以确定部位。" },
  no_bearing: { en: "The bearing is not known, so its lines were not looked for.", zh: "轴承型号未知，未查找其特征谱线。" },
  no_speed: { en: "The shaft speed is not known, so bearing lines were not looked for.", zh: "转速未知，未查找轴承特征谱线。" },
  no_spectrum: {
    en: "There is no envelope spectrum of a sound sensor to look for bearing lines in.",
    zh: "没有可用的包络谱，未查找轴承特征谱线。",
  },
  too_coarse: {
    en: "The record is too short to tell bearing lines apart, so they were not looked for.",
    zh: "记录过短，无法分辨轴承特征谱线，未作查找。",
  },
};

/** Why a rise of level is taken as degradation. */
export function riseWords(ratio: number, sinceText: string, abstained: LineDiagnosisState["abstained"]): Words {
  const times = figure(ratio);
  const without = WITHOUT_LINES[abstained ?? "unclear"];
  return {
    reasonEn: `The vibration level in the three loudest bands of 400–4800 Hz is ${times} times its quietest recent level, and has been raised since ${sinceText}. ${without.en}`,
    reasonZh: `400–4800 Hz 内最强三个频带的振动水平是近期最低水平的 ${times} 倍，自 ${sinceText} 起持续升高；${without.zh}`,
  };
}

/** Why the absolute level is taken as damaging. */
export function zoneWords(point: string, value: number, limit: number): Words {
  return {
    reasonEn: `The r.m.s. value at ${point} is ${figure(value)}, above the C/D boundary of ${figure(limit)} of ISO 20816-3: zone D, likely to cause damage.`,
    reasonZh: `测点 ${point} 的有效值为 ${figure(value)}，超过 ISO 20816-3 的 C/D 界限 ${figure(limit)}，处于 D 区，可能造成损坏。`,
  };
}

/** Why the vibration is taken as a significant change, where it damages nothing yet. */
export function isoAlarmWords(point: string, value: number, limit: number): Words {
  return {
    reasonEn: `The r.m.s. value at ${point} is ${figure(value)}, above the ALARM setting of ${figure(limit)} of ISO 20816-3 (this machine's own baseline plus 25 % of the B/C boundary, at most 1.25 times that boundary): a significant change.`,
    reasonZh: `测点 ${point} 的有效值为 ${figure(value)}，超过 ISO 20816-3 的报警设定值 ${figure(limit)}（自身基线加 B/C 界限的 25%，且不超过该界限的 1.25 倍）：变化显著。`,
  };
}

/** Why a sensor, and not the machine, is at fault. */
export function sensorWords(watched: WatchedSensor): Words {
  const { point, fault } = watched;
  const kind = SENSOR_FAULT[fault.kind];
  const held = watched.latch.active ? "" : " So far it has not lasted.";
  const heldZh = watched.latch.active ? "" : "目前尚未持续。";
  return {
    reasonEn: `The waveform of sensor ${point} ${kind.en}: ${figure(fault.value)} against a limit of ${figure(fault.limit)}.${held}`,
    reasonZh: `传感器 ${point} 的波形${kind.zh}：数值 ${figure(fault.value)}，限值 ${figure(fault.limit)}。${heldZh}`,
  };
}
