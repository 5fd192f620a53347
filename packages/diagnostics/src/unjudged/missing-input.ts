import type { BilingualText } from "@phm/domain";

/** A figure or field that judging needs, and why it is missing. `{have}` and `{need}` stand for counts, `{at}` for a point or figure. */
interface MissingInputText extends BilingualText {
  readonly missing: string;
}

/** Everything that can be missing. The order is that of the chain: what comes first keeps what follows from being asked. */
export const MISSING_INPUTS = {
  standstill: { missing: "speedRpm", en: "The machine stands still.", zh: "设备处于停机状态。" },
  no_speed: {
    missing: "speedRpm",
    en: "Neither the acquisition nor the register states a speed.",
    zh: "采集数据和台账均未给出转速。",
  },
  no_vibration: {
    missing: "channels[].quantity",
    en: "No sound accelerometer or velocity sensor was measured.",
    zh: "没有正常的加速度或速度传感器数据。",
  },
  no_acceleration: {
    missing: "channels[].quantity",
    en: "No sound accelerometer was measured.",
    zh: "没有正常的加速度传感器数据。",
  },
  raw_velocity: {
    missing: "channels[].unit",
    en: "The velocity is uncalibrated (unit raw): it cannot be brought to acceleration.",
    zh: "速度信号未标定（单位 raw），无法换算为加速度。",
  },
  too_coarse: {
    missing: "samples",
    en: "The record is too short to tell lines a tenth of shaft speed apart.",
    zh: "记录过短，频率分辨率不足转频的十分之一。",
  },
  short_spectrum: {
    missing: "sampleRateHz",
    en: "The spectrum does not reach so far, or does not tell the lines apart ({at}).",
    zh: "频谱范围或分辨率不足（{at}）。",
  },
  raw_unit: {
    missing: "channels[].unit",
    en: "The vibration is uncalibrated (unit raw): it cannot be held against the zones of ISO 20816-3.",
    zh: "振动未标定（单位 raw），无法按 ISO 20816-3 分区判断。",
  },
  no_axial: {
    missing: "points[].axis",
    en: "No axial direction is stated or measured.",
    zh: "没有标明或测量轴向振动。",
  },
  no_high_band: {
    missing: "sampleRateHz",
    en: "No accelerometer is sampled fast enough for 2 kHz and above.",
    zh: "没有采样率足以覆盖 2 kHz 以上的加速度信号。",
  },
  no_supply: { missing: "supplyHz", en: "The supply frequency is not stated.", zh: "未填写电源频率。" },
  supply_on_shaft: {
    missing: "samples",
    en: "Twice line frequency lies too close to a multiple of shaft speed to be told from it.",
    zh: "两倍电源频率与转频谐波过近，无法区分。",
  },
  no_kinematics: {
    missing: "kinematics",
    en: "The register does not state what turns inside the machine (gears, bladed wheels).",
    zh: "台账未填写设备内部的齿轮、叶轮等传动结构。",
  },
  no_current: { missing: "channels[].quantity", en: "No sound phase current was measured.", zh: "没有正常的相电流数据。" },
  no_phases: {
    missing: "channels[].quantity",
    en: "Not all phase currents were measured together.",
    zh: "未同时测量各相电流。",
  },
  two_phases: {
    missing: "channels[].quantity",
    en: "Only two phase currents are measured: their sum is unknown.",
    zh: "仅测量两相电流，三相之和未知。",
  },
  no_voltages: { missing: "channels[].quantity", en: "The three phase voltages were not measured.", zh: "未测量三相电压。" },
  no_pole_pairs: { missing: "polePairs", en: "The pole pairs of the motor are not stated.", zh: "未填写电机极对数。" },
  unmeasured_speed: {
    missing: "speedRpm",
    en: "The acquisition does not state its speed: a rated one tells nothing of the slip.",
    zh: "采集数据未给出转速，额定转速无法反映转差。",
  },
  misread_slip: {
    missing: "speedRpm",
    en: "The signal shows another speed than the stated one, so that the lines of the rotor were looked for at a slip that is not the motor's.",
    zh: "信号显示的转速与给定转速不符，转子谱线是按错误的转差查找的，不予采用。",
  },
  no_slip: {
    missing: "slipRatio",
    en: "The slip is outside 0.1 to 20 %, or the record is too short for the sidebands at this slip.",
    zh: "转差率不在 0.1–20% 之内，或记录过短，无法分辨该转差下的边带。",
  },
  unread_speed: {
    missing: "speedRpm",
    en: "The record does not show the shaft's own orders clearly enough to read its speed: its lines were looked for at the stated {at} rpm alone, and would be missed were that wrong by a percent or more.",
    zh: "记录中转频谐波不够清晰，无法由信号判读转速：仅按给定转速 {at} rpm 查找谱线，若其误差达百分之一及以上则可能漏判。",
  },
  unstated_speed: {
    missing: "speedRpm",
    en: "The acquisition does not state its speed, so that it cannot be compared with a baseline.",
    zh: "采集数据未给出转速，无法与基线比较。",
  },
  no_baseline: {
    missing: "baseline",
    en: "The baseline at this speed and load is still being learnt: {have} of {need} acquisitions.",
    zh: "该转速和负荷下的基线仍在学习：已有 {have} 次，共需 {need} 次。",
  },
  no_bearing: {
    missing: "points[].bearing",
    en: "No bearing with known orders is stated.",
    zh: "未填写已知特征频率的轴承。",
  },
  unknown_bearing: {
    missing: "points[].bearing",
    en: "The bearing at {at} is stated without geometry, orders or a designation that the catalogue has.",
    zh: "测点 {at} 的轴承缺少几何参数、特征阶次或目录中的型号。",
  },
  no_envelope: {
    missing: "channels[].quantity",
    en: "There is no envelope spectrum of a sound accelerometer.",
    zh: "没有正常加速度传感器的包络谱。",
  },
  unread: { missing: "figure", en: "The record does not give it ({at}).", zh: "该记录无法得出此指标（{at}）。" },
} as const satisfies Readonly<Record<string, MissingInputText>>;
export type MissingInput = keyof typeof MISSING_INPUTS;
