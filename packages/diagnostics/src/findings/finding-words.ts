import type { SensorFaultKind } from "@phm/domain";
import type { BearingLineMode } from "../lines/bearing-lines.js";
import type { RunningHypothesis } from "../lines/line-diagnosis.js";
import type { WatchedSensor } from "../sensors/sensor-watch.js";

/** A reason in both languages of the suite. */
export interface Words {
  readonly reasonEn: string;
  readonly reasonZh: string;
}

const BEARING_PART: Readonly<Record<BearingLineMode, { en: string; zh: string }>> = {
  bearing_outer_race: { en: "outer race", zh: "外圈" },
  bearing_inner_race: { en: "inner race", zh: "内圈" },
  bearing_rolling_element: { en: "rolling element (twice its spin)", zh: "滚动体（两倍自转频率）" },
};

const SENSOR_FAULT: Readonly<Record<SensorFaultKind, { en: string; zh: string }>> = {
  clipping: { en: "is clipped", zh: "削波" },
  flat_line: { en: "is a flat line", zh: "为一条直线" },
  dropout: { en: "has dropouts", zh: "存在信号丢失" },
  dc_drift: { en: "drifts", zh: "存在直流漂移" },
  implausible_level: { en: "has an implausible level", zh: "幅值不合理" },
  ski_slope: { en: "rises towards 0 Hz as integrated noise does (ski slope)", zh: "低频积分噪声（滑雪坡）" },
  missing_channel: { en: "is missing", zh: "通道缺失" },
  clock_offset: { en: "comes with a wrong clock", zh: "时钟偏差" },
};

const figure = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "unknown");

/** Why the lines of a spectrum speak for a bearing fault. */
export function bearingWords(hypothesis: RunningHypothesis): Words {
  const { point, order, frequencyHz, harmonics, snrDb, excess, nearShaftOrder } = hypothesis;
  const part = BEARING_PART[hypothesis.failureMode];
  const excessDb = figure((10 / Math.LN10) * excess);
  const nearest = Math.round(order);
  return {
    reasonEn:
      `The envelope spectrum at ${point} has lines at ${frequencyHz} Hz, ${order} times shaft speed, where the ${part.en} is expected: ` +
      `${harmonics} of 5 harmonics stand out, the strongest ${snrDb} dB above its surroundings; on average ${excessDb} dB more than at unrelated orders.` +
      (nearShaftOrder ? ` Against it: ${nearest} times shaft speed is close by.` : ""),
    reasonZh:
      `测点 ${point} 的包络谱在 ${frequencyHz} Hz（转频的 ${order} 倍，轴承${part.zh}特征频率）处有谱线：5 个谐波中 ${harmonics} 个突出，` +
      `最强的高出周围 ${snrDb} dB，平均比无关阶次高 ${excessDb} dB。${nearShaftOrder ? `反面证据：转频的 ${nearest} 倍与其接近。` : ""}`,
  };
}

/** Why a rise of level is taken as degradation. */
export function riseWords(ratio: number, sinceText: string): Words {
  const times = figure(ratio);
  return {
    reasonEn: `The vibration level in the three loudest bands of 400–4800 Hz is ${times} times its quietest recent level, and has been raised since ${sinceText}. No bearing line stands out clearly enough to name the part.`,
    reasonZh: `400–4800 Hz 内最强三个频带的振动水平是近期最低水平的 ${times} 倍，自 ${sinceText} 起持续升高；没有足够清晰的轴承特征谱线可以确定部位。`,
  };
}

/** Why the absolute level is taken as damaging. */
export function zoneWords(point: string, value: number, limit: number): Words {
  return {
    reasonEn: `The r.m.s. value at ${point} is ${figure(value)}, above the C/D boundary of ${figure(limit)} of ISO 20816-3: zone D, likely to cause damage.`,
    reasonZh: `测点 ${point} 的有效值为 ${figure(value)}，超过 ISO 20816-3 的 C/D 界限 ${figure(limit)}，处于 D 区，可能造成损坏。`,
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
