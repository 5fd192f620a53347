import type { Language } from "./settings.js";

/** A time of the API in the zone and the manner of whoever reads it. */
export function whenIn(language: Language, time: string): string {
  return new Date(time).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
}
