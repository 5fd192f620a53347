import type { Condition, Doubt, SignatureRule, Term } from "./signature-rule.js";

const ITSC = "Cardenas-Cornejo et al. 2023 (ITSC), 27 records of one 0.75 hp motor, no load";

const NEGATIVE_SEQUENCE: Term = {
  figure: "negativeSequence",
  scale: "ratio",
  even: 0.055,
  slope: 4,
  evidence: "ratio",
  label: "negative over positive sequence current",
};

/** A phase that carries hardly any current is open, or its sensor is: nothing can be said of its turns. */
const NO_OPEN_PHASE: Condition = { figure: "openPhase", atMost: 0.8, whenAbsent: "holds" };

const VOLTAGES_UNKNOWN: Doubt = {
  figure: "supplyShare",
  whenAbsent: "holds",
  whenKnown: "fails",
  factor: 0.8,
  label: "phase voltages are not measured",
  words: {
    en: "Against it: the voltages are not measured, and an unbalanced supply unbalances the currents too (six to ten times as much).",
    zh: "反面证据：未测电压，电源不平衡也会引起电流不平衡（约为电压不平衡度的 6 至 10 倍）。",
  },
};

const SUPPLY_EXPLAINS: Doubt = {
  figure: "supplyShare",
  atLeast: 0.6,
  whenAbsent: "fails",
  factor: 0.4,
  label: "share of it that the voltages explain",
  words: {
    en: "Against it: the measured voltages are unbalanced enough to explain {supplyShare} of it.",
    zh: "反面证据：实测电压不平衡可解释其 {supplyShare}。",
  },
};

/** Without a neutral the currents add up to zero; where they do not, by as much as the negative sequence, one sensor reads wrong. */
const SENSORS_DISAGREE: Doubt = {
  figure: "zeroToNegative",
  atLeast: 0.8,
  whenAbsent: "fails",
  factor: 0.4,
  label: "zero over negative sequence current",
  words: {
    en: "Against it: the three currents do not add up to zero (zero sequence {zeroToNegative} of the negative): a sensor's gain or an earth fault explains that as well.",
    zh: "反面证据：三相电流之和不为零（零序为负序的 {zeroToNegative} 倍），传感器增益误差或接地也可解释。",
  },
};

const SHORT_WORDS = {
  en: "The current of phase {phase} ({point}) is where a short between turns would put the negative sequence.",
  zh: "负序分量的方向指向 {phase} 相（测点 {point}）绕组匝间短路。",
};

/** Faults of a motor and its supply, by the currents. */
export const MOTOR_RULES: readonly SignatureRule[] = [
  {
    id: "inter-turn-short",
    failureMode: "stator_winding",
    subject: "motor",
    terms: [NEGATIVE_SEQUENCE],
    conditions: [NO_OPEN_PHASE],
    doubts: [VOLTAGES_UNKNOWN, SUPPLY_EXPLAINS, SENSORS_DISAGREE],
    maxConfidence: 0.9,
    words: {
      en: `The negative sequence of the currents is {negativeSequence} of the positive one. ${SHORT_WORDS.en}`,
      zh: `电流负序分量为正序的 {negativeSequence}。${SHORT_WORDS.zh}`,
    },
    source: {
      literature: "G. B. Kliman et al., IEEE Trans. Energy Conv. 11 (1996) 491; A. J. M. Cardoso et al. 1999; NEMA MG 1, 12.45",
      chosenOn: `${ITSC}: sound ones reach 0.032, shorts of 10 % start at 0.093`,
    },
  },
  {
    id: "inter-turn-short-change",
    failureMode: "stator_winding",
    subject: "motor",
    terms: [
      {
        figure: "negativeSequenceChange",
        scale: "ratio",
        even: 0.035,
        slope: 4,
        evidence: "change",
        label: "negative sequence vector",
      },
    ],
    conditions: [NO_OPEN_PHASE],
    doubts: [VOLTAGES_UNKNOWN, SUPPLY_EXPLAINS],
    maxConfidence: 0.95,
    words: {
      en: `The negative sequence of the currents has moved by {negativeSequenceChange} of the positive one, as a vector, against this machine's own baseline at the same load. ${SHORT_WORDS.en}`,
      zh: `与本机同负荷的基线相比，电流负序矢量改变了正序的 {negativeSequenceChange}。${SHORT_WORDS.zh}`,
    },
    source: {
      literature: "G. B. Kliman et al. 1996 (residual negative sequence)",
      chosenOn: `${ITSC}: sound ones lie up to 0.022 apart, shorts of 10 % 0.08 from them`,
    },
  },
  {
    id: "supply-unbalance-unmeasured",
    failureMode: "supply_unbalance",
    subject: "motor",
    terms: [NEGATIVE_SEQUENCE],
    conditions: [NO_OPEN_PHASE, { figure: "supplyShare", whenAbsent: "holds", whenKnown: "fails" }],
    doubts: [SENSORS_DISAGREE],
    maxConfidence: 0.35,
    words: {
      en: "The negative sequence of the currents is {negativeSequence} of the positive one. An unbalanced supply would do that too: measure the voltages, and look whether other motors on the same supply show it.",
      zh: "电流负序分量为正序的 {negativeSequence}。电源不平衡也会如此：请测量三相电压，并查看同一电源的其他电机是否同样。",
    },
    source: { literature: "NEMA MG 1, 12.45; IEC 60034-26:2006", chosenOn: ITSC },
  },
  {
    id: "supply-unbalance",
    failureMode: "supply_unbalance",
    subject: "motor",
    terms: [
      NEGATIVE_SEQUENCE,
      { figure: "supplyShare", scale: "ratio", even: 0.6, slope: 3, evidence: "ratio", label: "share of it that the voltages explain" },
    ],
    conditions: [NO_OPEN_PHASE],
    doubts: [],
    maxConfidence: 0.85,
    words: {
      en: "The negative sequence of the currents is {negativeSequence} of the positive one, and the unbalance of the measured voltages explains {supplyShare} of it.",
      zh: "电流负序分量为正序的 {negativeSequence}，实测电压不平衡可解释其 {supplyShare}。",
    },
    source: { literature: "NEMA MG 1, 12.45", chosenOn: "none" },
  },
  {
    id: "open-phase",
    failureMode: "supply_unbalance",
    subject: "motor",
    terms: [
      {
        figure: "openPhase",
        scale: "ratio",
        even: 0.8,
        slope: 12,
        evidence: "ratio",
        label: "largest departure of a phase current from the mean",
      },
    ],
    conditions: [{ figure: "openPhase", atLeast: 0.6, whenAbsent: "fails" }],
    doubts: [],
    maxConfidence: 0.85,
    words: {
      en: "One phase carries hardly any current (largest departure from the mean {openPhase}): a blown fuse, an open contact, or a current sensor that has come off.",
      zh: "有一相几乎没有电流（与平均值的最大偏差为 {openPhase}）：熔断器熔断、接触不良或电流传感器脱落。",
    },
    source: { literature: "IEC 60034-26:2006; single-phasing", chosenOn: "none" },
  },
  {
    id: "rotor-bar",
    failureMode: "rotor_bar",
    subject: "motor",
    terms: [
      { figure: "rotorBarDb", scale: "linear", even: -40, slope: 0.22, evidence: "current_line", label: "(1 ± 2s) × line frequency, dB" },
    ],
    conditions: [{ figure: "rotorBarAboveFloorDb", atLeast: 10, whenAbsent: "fails" }],
    doubts: [],
    maxConfidence: 0.9,
    words: {
      en: "The sidebands of the current at twice slip frequency from the line are {rotorBarDb} dB below it, {rotorBarAboveFloorDb} dB above the noise: −45 dB is suspicious, −35 dB a fault. A load that swings at the same slow rate looks alike.",
      zh: "电流两倍转差频率边带为基波的 {rotorBarDb} dB，高出噪声 {rotorBarAboveFloorDb} dB：−45 dB 可疑，−35 dB 视为断条。负载以相同低频波动时也会类似。",
    },
    source: {
      literature: "W. T. Thomson, M. Fenger, IEEE Ind. Appl. Mag. 7 (2001) 26–34: −45 dB suspicious, −35 dB broken bars",
      chosenOn: "none",
    },
  },
  {
    id: "dynamic-eccentricity",
    failureMode: "eccentricity",
    subject: "motor",
    terms: [
      {
        figure: "eccentricityDb",
        scale: "linear",
        even: -38,
        slope: 0.3,
        evidence: "current_line",
        label: "line frequency ± shaft speed, dB",
      },
    ],
    conditions: [],
    doubts: [],
    // Any torque that pulses once a turn drives these lines, so that one record only makes it a suspect.
    maxConfidence: 0.4,
    words: {
      en: "The lines of the current at line frequency ± shaft speed are {eccentricityDb} dB below it: an air gap that turns with the rotor, or any torque that pulses once a turn (imbalance, misalignment).",
      zh: "电流中电源频率 ± 转频的谱线为基波的 {eccentricityDb} dB：气隙动偏心，或每转一次的转矩脉动（不平衡、不对中）。",
    },
    source: { literature: "S. Nandi, H. A. Toliyat, X. Li, IEEE Trans. Energy Conv. 20 (2005) 719", chosenOn: "none" },
  },
  {
    id: "dynamic-eccentricity-change",
    failureMode: "eccentricity",
    subject: "motor",
    terms: [
      { figure: "eccentricityRiseDb", scale: "linear", even: 8, slope: 0.4, evidence: "change", label: "line frequency ± shaft speed, dB" },
    ],
    conditions: [{ figure: "eccentricityDb", atLeast: -50, whenAbsent: "fails" }],
    doubts: [],
    maxConfidence: 0.55,
    words: {
      en: "The lines of the current at line frequency ± shaft speed have risen by {eccentricityRiseDb} dB against this machine's own baseline, to {eccentricityDb} dB: the air gap turns with the rotor, or a torque pulses once a turn.",
      zh: "与本机基线相比，电流中电源频率 ± 转频的谱线升高 {eccentricityRiseDb} dB，至 {eccentricityDb} dB：气隙动偏心或每转一次的转矩脉动。",
    },
    source: { literature: "S. Nandi et al. 2005 (trend, no absolute limit)", chosenOn: "none" },
  },
];
