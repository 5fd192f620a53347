import type { Doubt, SignatureRule } from "./signature-rule.js";

const LIMERICK = "Analog Devices CbM-Datasets, SampleMotorDataLimerick: 78 records at 600, 1800 and 3000 rpm";

/** Over six times the power of 1×: records of imbalance stay below 0.88, most sound ones are above. */
const HARMONICS_HIGH: Doubt = {
  figure: "harmonicShare",
  atLeast: 0.92,
  whenAbsent: "fails",
  factor: 0.6,
  label: "harmonics 2 to 10 over 1 to 10",
  words: {
    en: "Against it: the higher harmonics of shaft speed are much stronger than the first.",
    zh: "反面证据：转频的高次谐波远强于一倍频。",
  },
};

const AXIAL_HIGH: Doubt = {
  figure: "axialTo1x",
  atLeast: 1,
  whenAbsent: "fails",
  factor: 0.7,
  label: "axial 1× / radial 1×",
  words: {
    en: "Against it: shaft speed shows along the shaft as strongly as across it, as with a bent shaft, an overhung rotor or misalignment.",
    zh: "反面证据：轴向一倍频不低于径向，更像轴弯曲、悬臂转子或不对中。",
  },
};

const WITHIN_ZONE_B: Doubt = {
  figure: "shaft1xZone",
  atMost: 2,
  whenAbsent: "fails",
  factor: 1,
  cap: 0.45,
  label: "1× velocity / zone A/B boundary",
  words: {
    en: "Its velocity is {shaft1xZone} times the A/B boundary: acceptable for long-term operation (ISO 20816-3, zone B), so it stays a suspect.",
    zh: "其振动速度为 A/B 区界限的 {shaft1xZone} 倍，按 ISO 20816-3 仍可长期运行（B 区），仅作疑似。",
  },
};

const CANNOT_TELL = {
  en: "The magnitudes alone cannot tell misalignment from a bent shaft: compare the phase across the coupling and along the shaft, and check the alignment and the run-out.",
  zh: "仅凭幅值无法区分不对中与轴弯曲：请比较联轴器两侧及轴向的相位，并检查对中和径向跳动。",
};

/** Faults of the rotor and its support, by the lines at multiples of shaft speed. */
export const ROTOR_RULES: readonly SignatureRule[] = [
  {
    id: "imbalance",
    failureMode: "imbalance",
    subject: "place",
    terms: [
      {
        figure: "shaft1xShare",
        scale: "ratio",
        even: 0.175,
        slope: 6,
        evenSpeedExponent: 0.7,
        evidence: "ratio",
        label: "radial 1× / r.m.s.",
      },
      {
        figure: "shaft1xDominance",
        scale: "ratio",
        even: 0.55,
        slope: 6,
        evidence: "ratio",
        label: "radial 1× / r.m.s. of orders 0.5 to 15",
      },
    ],
    // A rotor whose 1× is in zone A is as well balanced as a new machine, whatever its share.
    conditions: [{ figure: "shaft1xZone", atLeast: 1, whenAbsent: "holds" }],
    doubts: [WITHIN_ZONE_B, HARMONICS_HIGH, AXIAL_HIGH],
    maxConfidence: 0.95,
    words: {
      en: "At {point} the line at shaft speed holds {shaft1xShare} of the radial r.m.s. value and {shaft1xDominance} of orders 0.5 to 15: the rotor's own turn dominates, as with imbalance.",
      zh: "测点 {point} 的一倍转频占径向总有效值的 {shaft1xShare}，占 0.5 至 15 阶有效值的 {shaft1xDominance}：以转子一倍频为主，符合不平衡特征。",
    },
    source: {
      literature: "ISO 21940-11:2016 (1× in radial directions); ISO 20816-3:2022 for what is acceptable",
      chosenOn: `${LIMERICK}; the exponent too`,
    },
  },
  {
    id: "imbalance-change",
    failureMode: "imbalance",
    subject: "place",
    terms: [
      { figure: "shaft1xRise", scale: "linear", even: 0.7, slope: 5, evidence: "change", label: "ln of 1×" },
      { figure: "shaftChange", scale: "ratio", even: 4, slope: 2, evidence: "change", label: "1× and 2×, in standard deviations" },
    ],
    conditions: [
      { figure: "shaft2xRise", atMost: 0.35, whenAbsent: "fails" },
      { figure: "shaft1xZone", atLeast: 1, whenAbsent: "holds" },
    ],
    doubts: [WITHIN_ZONE_B, AXIAL_HIGH],
    maxConfidence: 0.6,
    words: {
      en: "At {point} the line at shaft speed has risen by e^{shaft1xRise} against this machine's own baseline at the same speed and load, twice shaft speed has not: a new imbalance, or a shaft that has bent.",
      zh: "与本机同转速、同负荷的基线相比，测点 {point} 的一倍频升高至 e^{shaft1xRise} 倍，二倍频未升高：新出现的不平衡，或轴弯曲。",
    },
    source: {
      literature: "ISO 13373-3:2015, annex A (1× change)",
      chosenOn: "none: a doubling, as ISO 20816-3 takes a quarter of B/C as significant",
    },
  },
  {
    id: "misalignment-change",
    failureMode: "misalignment",
    subject: "place",
    terms: [{ figure: "shaftChange", scale: "ratio", even: 3.5, slope: 5, evidence: "change", label: "1× and 2×, in standard deviations" }],
    conditions: [],
    doubts: [
      {
        figure: "shaft2xRise",
        atMost: 0.25,
        whenAbsent: "holds",
        factor: 0.8,
        label: "ln of 2× over baseline",
        words: { en: "Against it: twice shaft speed has not risen.", zh: "反面证据：二倍频未升高。" },
      },
    ],
    maxConfidence: 0.45,
    words: {
      en: `At {point} the lines at once and twice shaft speed have changed by {shaftChange} standard deviations against this machine's own baseline at the same speed and load: changed. ${CANNOT_TELL.en}`,
      zh: `与本机同转速、同负荷的基线相比，测点 {point} 的一、二倍频改变了 {shaftChange} 个标准差：状态已改变。${CANNOT_TELL.zh}`,
    },
    source: {
      literature: "ISO 13373-3:2015, annex A; from one record the textbook ratios are at or below chance",
      chosenOn: "none; checked on records of Limerick repeated as a baseline",
    },
  },
  {
    id: "bent-shaft-change",
    failureMode: "bent_shaft",
    subject: "place",
    terms: [{ figure: "shaftChange", scale: "ratio", even: 3.5, slope: 5, evidence: "change", label: "1× and 2×, in standard deviations" }],
    conditions: [],
    doubts: [
      {
        figure: "shaft1xRise",
        atMost: 0.25,
        whenAbsent: "holds",
        factor: 0.8,
        label: "ln of 1× over baseline",
        words: { en: "Against it: shaft speed itself has not risen.", zh: "反面证据：一倍频未升高。" },
      },
    ],
    maxConfidence: 0.4,
    words: {
      en: `At {point} the lines at once and twice shaft speed have changed by {shaftChange} standard deviations against this machine's own baseline at the same speed and load: changed. ${CANNOT_TELL.en}`,
      zh: `与本机同转速、同负荷的基线相比，测点 {point} 的一、二倍频改变了 {shaftChange} 个标准差：状态已改变。${CANNOT_TELL.zh}`,
    },
    source: { literature: "ISO 13373-3:2015, annex A", chosenOn: "none; checked as misalignment" },
  },
  {
    id: "looseness",
    failureMode: "looseness",
    subject: "place",
    terms: [
      { figure: "halfOrders", scale: "linear", even: 3, slope: 1.5, evidence: "ratio", label: "half orders that stand out, of 5" },
      {
        figure: "harmonics",
        scale: "linear",
        even: 6,
        slope: 0.5,
        evidence: "ratio",
        label: "harmonics of shaft speed that stand out, of 10",
      },
      { figure: "harmonicShare", scale: "ratio", even: 0.7, slope: 2, evidence: "ratio", label: "harmonics 2 to 10 over 1 to 10" },
    ],
    conditions: [{ figure: "halfOrders", atLeast: 3, whenAbsent: "fails" }],
    doubts: [
      {
        figure: "shaft1xDominance",
        atLeast: 0.4,
        whenAbsent: "fails",
        factor: 1,
        cap: 0.45,
        label: "radial 1× / r.m.s. of orders 0.5 to 15",
        words: {
          en: "Against it: shaft speed itself dominates, and a heavy imbalance makes a sound seat rattle too.",
          zh: "反面证据：以一倍频为主，严重不平衡也会引起配合处振响。",
        },
      },
    ],
    maxConfidence: 0.6,
    words: {
      en: "At {point} {harmonics} of 10 harmonics of shaft speed and {halfOrders} of 5 half orders stand out: the motion repeats over two turns, as where a part rattles in its seat or rubs.",
      zh: "测点 {point} 的转频 10 个谐波中有 {harmonics} 个、5 个半阶次中有 {halfOrders} 个突出：运动每两转重复一次，符合松动或碰摩特征。",
    },
    source: {
      literature: "ISO 13373-3:2015, annex A; A. Muszynska, Rotordynamics, 2005 (fractional orders)",
      chosenOn: "none; on Limerick only very heavy imbalance shows half orders",
    },
  },
];
