import type { Evidence } from "@phm/domain";
import type { Words } from "../findings/finding-words.js";
import { rounded } from "../numbers/rounded.js";
import type { ReadSpeedRecord } from "./shaft-speed-reading.js";
import { SAME_SPEED_RATIO } from "./speed-tolerance.js";

/** Something about the speed that keeps what rests on it from being a finding. */
export interface SpeedDoubt {
  readonly maxConfidence: number;
  readonly evidence: Evidence;
  readonly words: Words;
}

const SECONDS_PER_MINUTE = 60;
const HZ_DECIMALS = 3;
const RATIO_DECIMALS = 4;

/** Whether the speed that was read is not the stated one. */
export function isCorrected({ statedRpm, rpm, uncertaintyRpm }: ReadSpeedRecord): boolean {
  return Math.abs(rpm - statedRpm) > SAME_SPEED_RATIO * statedRpm + uncertaintyRpm;
}

/** The speed that a finding rests on, as evidence: what was stated, what was read, and from which orders. */
export function readSpeedEvidence({ statedRpm, rpm, uncertaintyRpm, orders }: ReadSpeedRecord): Evidence {
  const from = orders.length > 0 ? `orders ${orders.join(", ")}` : "envelope spectra";
  return {
    kind: "spectrum_line",
    frequencyHz: rounded(rpm / SECONDS_PER_MINUTE, HZ_DECIMALS),
    order: 1,
    ...(orders.length > 0 ? { harmonics: orders.length } : {}),
    value: rounded(rpm / statedRpm, RATIO_DECIMALS),
    label: `shaft speed: stated ${statedRpm} rpm, read ${rpm} ± ${uncertaintyRpm} rpm from ${from}`,
  };
}

/** The same in words, for a speed that is not the stated one. */
export function readSpeedWords({ statedRpm, rpm, uncertaintyRpm, orders }: ReadSpeedRecord): Words {
  const [en, zh] =
    orders.length > 0 ? [`from orders ${orders.join(", ")}`, `依据 ${orders.join("、")} 阶谱线`] : ["from envelope spectra", "依据包络谱"];
  return {
    reasonEn: `The stated speed is ${statedRpm} rpm; the signal shows ${rpm} ± ${uncertaintyRpm} rpm (${en}), and that was used.`,
    reasonZh: `给定转速为 ${statedRpm} rpm，由信号判读为 ${rpm} ± ${uncertaintyRpm} rpm（${zh}），已按判读转速分析。`,
  };
}

/** What rests on lines that may be those of the supply is a suspicion. */
export const MAX_CONFIDENCE_ON_SUPPLY = 0.45;

/** What speaks against a finding whose lines the supply may have made. */
export const MAY_BE_SUPPLY: Omit<SpeedDoubt, "maxConfidence"> = {
  evidence: { kind: "spectrum_line", label: "the lines are multiples of 50 or 60 Hz too, and the supply frequency is not stated" },
  words: {
    reasonEn:
      "Against it: the lines are multiples of 50 or 60 Hz too. If the stated speed is right they are of the supply: state the supply frequency, or measure the speed.",
    reasonZh: "反面证据：这些谱线也是 50 或 60 Hz 的倍频。若给定转速无误，则可能来自电源：请填写电源频率或实测转速。",
  },
};
