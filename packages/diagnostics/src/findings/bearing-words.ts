import type { BearingLineMode } from "../lines/bearing-faults.js";
import { excessOf, type RunningHypothesis } from "../lines/line-diagnosis.js";
import { MAY_BE_SUPPLY } from "../speed/read-speed-words.js";
import { figure, type Words } from "./finding-words.js";

const BEARING_PART: Readonly<Record<BearingLineMode, { en: string; zh: string }>> = {
  bearing_outer_race: { en: "outer race", zh: "外圈" },
  bearing_inner_race: { en: "inner race", zh: "内圈" },
  bearing_rolling_element: { en: "rolling element (twice its spin)", zh: "滚动体（两倍自转频率）" },
  bearing_cage: { en: "cage", zh: "保持架" },
};

const DB_PER_NEPER_OF_POWER = 10 / Math.LN10;
/** Support or doubt of less than this is not worth a sentence. */
const WORTH_SAYING = 0.1;

function remarks(one: RunningHypothesis): { en: string; zh: string }[] {
  const nearest = Math.round(one.order);
  const remark = (when: boolean, en: string, zh: string) => (when ? [{ en, zh }] : []);
  return [
    ...remark(one.cageSupport > WORTH_SAYING, "Lines of the cage support it.", "保持架频率谱线支持该判断。"),
    ...remark(
      one.speedRatio !== null,
      `The shaft turns ${one.speedRatio} times as fast as stated, by its own harmonics.`,
      `由转频谐波判读，实际转速为给定转速的 ${one.speedRatio} 倍。`,
    ),
    ...remark(one.mayBeSupply === true, MAY_BE_SUPPLY.words.reasonEn, MAY_BE_SUPPLY.words.reasonZh),
    ...remark(one.nearShaftOrder, `Against it: ${nearest} times shaft speed is close by.`, `反面证据：转频的 ${nearest} 倍与其接近。`),
    ...remark(
      one.shaftShare > WORTH_SAYING,
      "Against it: like lines stand around other shaft harmonics.",
      "反面证据：其他转频谐波附近也有同样的谱线。",
    ),
  ];
}

/** Why the lines of the spectra speak for a bearing fault. */
export function bearingWords(one: RunningHypothesis): Words {
  const { point, order, frequencyHz, harmonics, snrDb, failureMode } = one;
  const part = BEARING_PART[failureMode];
  const excessDb = figure(DB_PER_NEPER_OF_POWER * excessOf(one));
  const more = remarks(one);
  return {
    reasonEn: [
      `The pre-whitened envelope spectra at ${point} have lines at ${frequencyHz} Hz, ${order} times shaft speed, where the ${part.en} is expected:`,
      `${harmonics} of 5 harmonics stand out, the strongest ${snrDb} dB above its surroundings;`,
      `on average ${excessDb} dB more than at unrelated orders.`,
      ...more.map(({ en }) => en),
    ].join(" "),
    reasonZh: [
      `测点 ${point} 的预白化包络谱在 ${frequencyHz} Hz（转频的 ${order} 倍，轴承${part.zh}特征频率）处有谱线：5 个谐波中 ${harmonics} 个突出，`,
      `最强的高出周围 ${snrDb} dB，平均比无关阶次高 ${excessDb} dB。`,
      ...more.map(({ zh }) => zh),
    ].join(""),
  };
}

/** Why a bearing is suspected without naming the part. */
export function unclearPartWords(point: string, parts: number): Words {
  return {
    reasonEn: `At ${point} there are lines of ${parts} parts of the bearing, none clear enough to name: further acquisitions will tell.`,
    reasonZh: `测点 ${point} 出现轴承 ${parts} 个部件的谱线，但均不足以确定部位，需后续测量确认。`,
  };
}
