import type { Language } from "./words.js";

const STEPS: readonly [seconds: number, en: string, zh: string][] = [
  [86_400, "d", "天"],
  [3_600, "h", "小时"],
  [60, "min", "分钟"],
  [1, "s", "秒"],
];

/** A length of time for a reader, in the largest unit that fits, two significant digits: `3.4 h`, `12 min`. Input in seconds, at least 0. */
export function readableDuration(seconds: number, language: Language = "en"): string {
  const [size, en, zh] = STEPS.find(([step]) => seconds >= step) ?? (STEPS[STEPS.length - 1] as (typeof STEPS)[number]);
  const amount = seconds / size;
  const shown = amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10;
  return `${shown} ${language === "zh" ? zh : en}`;
}
