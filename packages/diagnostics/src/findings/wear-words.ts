import type { BearingWear, WearStage } from "@phm/domain";
import { WEAR_EVIDENCE } from "../wear/wear-stage-rules.js";
import { figure, type Words } from "./finding-words.js";

const PICTURE: Readonly<Record<WearStage, { en: string; zh: string }>> = {
  1: {
    en: "only the high-frequency level is raised, no lines of the bearing show",
    zh: "仅高频振动升高，尚无轴承特征谱线",
  },
  2: {
    en: "lines show in the envelope spectra alone",
    zh: "特征谱线只出现在包络谱中",
  },
  3: {
    en: "lines with harmonics or sidebands show in the velocity spectrum too",
    zh: "速度谱中也出现特征谱线及其谐波或边带",
  },
  4: {
    en: "the noise floor and the level are far over the baseline, lines drown or are not there",
    zh: "噪声底和总振动远高于基线，特征谱线被淹没或未出现",
  },
};

const LABEL_ZH: Readonly<Record<keyof typeof WEAR_EVIDENCE, string>> = {
  highFrequencyRatio: "高频振动与基线之比",
  highFrequencyChange: "高频振动的变化（标准差倍数）",
  floorRatio: "噪声底与基线之比",
  levelRatio: "总振动与基线之比",
  lineConfidence: "包络谱线的置信度",
  lineShare: "谱线证据与历史最强之比",
  directHarmonics: "速度谱中可见的谐波数",
  directSidebands: "速度谱中可见的边带数",
};

function inZh(label: string | undefined): string {
  const known = Object.entries(WEAR_EVIDENCE).find(([, one]) => one.label === label);
  return known ? LABEL_ZH[known[0] as keyof typeof WEAR_EVIDENCE] : (label ?? "");
}

/** The stage of wear with the figures that it was told by. */
export function wearWords({ stage, evidence }: BearingWear): Words {
  const shown = evidence.map(({ label, value = Number.NaN, limit = Number.NaN }) => ({
    label,
    value: figure(value),
    limit: figure(limit),
  }));
  const en = shown.map(({ label, value, limit }) => `${label} ${value} (limit ${limit})`).join(", ");
  const zh = shown.map(({ label, value, limit }) => `${inZh(label)} ${value}（限值 ${limit}）`).join("、");
  return {
    reasonEn: `If it is wear, it is at stage ${stage} of 4 of field practice: ${PICTURE[stage].en} (${en}).`,
    reasonZh: `如属磨损，按现场四阶段经验处于第 ${stage} 阶段：${PICTURE[stage].zh}（${zh}）。`,
  };
}

/** Why a bearing without lines is spoken of at all. */
export function withoutLinesWords(point: string, { stage }: BearingWear, hadLines: boolean): Words {
  if (stage === 1) {
    return {
      reasonEn: `The high-frequency level at ${point} has risen against this machine's own baseline at the same speed and load, and nothing else has: a bearing that begins to wear, or one that is short of grease. Lubricate it and look again.`,
      reasonZh: `与本机同转速、同负荷的基线相比，测点 ${point} 仅高频振动升高：轴承开始磨损或润滑不足，请补充润滑后复测。`,
    };
  }
  return hadLines
    ? {
        reasonEn: `Lines of the bearing at ${point} have been seen before; now they fade while noise floor and level rise.`,
        reasonZh: `测点 ${point} 曾出现轴承特征谱线，现谱线减弱而噪声底和总振动升高。`,
      }
    : {
        reasonEn: `Noise floor and level at ${point} are far over this machine's own baseline at the same speed and load, without lines of the bearing having been seen: late wear of the bearing would do that, and so would other sources of noise.`,
        reasonZh: `测点 ${point} 的噪声底和总振动远高于本机同转速、同负荷的基线，但未见轴承特征谱线：可能为轴承晚期磨损，也可能是其他噪声源。`,
      };
}
