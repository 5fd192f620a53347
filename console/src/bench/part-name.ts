import type { Language } from "../shell/settings.js";
import type { Texts } from "../texts/en.js";
import type { PartFrequency } from "./bench-api.js";

/** What a line is called: as the API says in English, by its kind in Chinese. */
export function partName({ name, kind, element }: PartFrequency, texts: Texts, language: Language): string {
  if (language === "en") return name;
  const multiple = /\s(\d+×|[−+]\s.*)$/.exec(name)?.[1] ?? "";
  return `${texts.bench.part[kind]} ${element} ${multiple}`.trim();
}
