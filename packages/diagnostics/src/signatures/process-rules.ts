import type { SignatureRule } from "./signature-rule.js";

/** Gears, flow, and the magnetic pull of a motor, by vibration. */
export const PROCESS_RULES: readonly SignatureRule[] = [
  {
    id: "gear-sidebands",
    failureMode: "gear",
    subject: "gear_mesh",
    terms: [
      { figure: "meshSidebandDb", scale: "linear", even: 20, slope: 0.2, evidence: "spectrum_line", label: "sidebands of the gear mesh" },
    ],
    conditions: [],
    doubts: [],
    // Sound gears have sidebands too: without a baseline they are a suspect.
    maxConfidence: 0.4,
    words: {
      en: "The sidebands of the gear mesh at {point} stand {meshSidebandDb} dB above lines half way between them. Sound gears have sidebands too: without a baseline this is a suspicion.",
      zh: "测点 {point} 的齿轮啮合频率边带比其间谱线高 {meshSidebandDb} dB。正常齿轮也有边带，无基线时仅作疑似。",
    },
    source: { literature: "R. B. Randall, Vibration-based Condition Monitoring, 2nd ed. 2021, section 5.4", chosenOn: "none" },
  },
  {
    id: "gear-change",
    failureMode: "gear",
    subject: "gear_mesh",
    terms: [
      { figure: "meshSidebandRiseDb", scale: "linear", even: 6, slope: 0.5, evidence: "change", label: "sidebands of the gear mesh, dB" },
    ],
    conditions: [{ figure: "meshSidebandDb", atLeast: 6, whenAbsent: "fails" }],
    doubts: [],
    maxConfidence: 0.8,
    words: {
      en: "The sidebands of the gear mesh at {point} have risen by {meshSidebandRiseDb} dB against this machine's own baseline, to {meshSidebandDb} dB above lines half way between them: a tooth or a wheel has changed.",
      zh: "与本机基线相比，测点 {point} 的齿轮啮合边带升高 {meshSidebandRiseDb} dB，高出其间谱线 {meshSidebandDb} dB：轮齿或齿轮状态已改变。",
    },
    source: { literature: "R. B. Randall 2021, section 5.4 (6 dB significant)", chosenOn: "none" },
  },
  {
    id: "cavitation",
    failureMode: "cavitation",
    subject: "place",
    terms: [{ figure: "highBandRise", scale: "linear", even: 0.7, slope: 4, evidence: "change", label: "ln of r.m.s. 2 to 4.8 kHz" }],
    conditions: [
      { figure: "blades", atLeast: 1, whenAbsent: "fails" },
      // Collapsing bubbles are noise without rhythm; impacts of a bearing are not.
      { figure: "kurtosis", atMost: 4, whenAbsent: "fails" },
    ],
    doubts: [
      {
        figure: "shaftChange",
        atLeast: 4,
        whenAbsent: "fails",
        factor: 0.7,
        label: "1× and 2×, in standard deviations",
        words: { en: "Against it: the lines of the shaft have changed too.", zh: "反面证据：转频谱线也发生了变化。" },
      },
    ],
    maxConfidence: 0.6,
    words: {
      en: "At {point} the noise from 2 to 4.8 kHz has risen by e^{highBandRise} against this machine's own baseline at the same speed and load, without impacts (kurtosis {kurtosis}), on a machine with a bladed wheel: cavitation or disturbed flow.",
      zh: "与本机同转速、同负荷的基线相比，测点 {point} 的 2–4.8 kHz 噪声升高至 e^{highBandRise} 倍且无冲击（峭度 {kurtosis}），本机有叶轮：疑为汽蚀或流动异常。",
    },
    source: {
      literature: "ISO 13373-3:2015, annex D; C. E. Brennen, Cavitation and Bubble Dynamics, 1995 (broadband noise)",
      chosenOn: "none",
    },
  },
  {
    id: "static-eccentricity",
    failureMode: "eccentricity",
    subject: "place",
    terms: [{ figure: "twiceLineShare", scale: "ratio", even: 0.4, slope: 4, evidence: "ratio", label: "twice line frequency / r.m.s." }],
    conditions: [{ figure: "twiceLineShare", atLeast: 0.1, whenAbsent: "fails" }],
    doubts: [],
    maxConfidence: 0.45,
    words: {
      en: "At {point} the line at twice line frequency holds {twiceLineShare} of the r.m.s. value: an uneven air gap (static eccentricity), a soft foot, or an unbalanced supply. Switch the motor off: the line of a magnetic cause is gone at once.",
      zh: "测点 {point} 的两倍电源频率占总有效值的 {twiceLineShare}：气隙不均（静偏心）、软脚或电源不平衡。断电观察，电磁原因的谱线立即消失。",
    },
    source: { literature: "IEC/TS 60034-24:2009; W. R. Finley et al., IEEE Trans. Ind. Appl. 36 (2000) 1343", chosenOn: "none" },
  },
];
