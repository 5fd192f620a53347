import type { BilingualText } from "@phm/domain";

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Statements written one a line in each language. @returns undefined where one language has more of them than the other */
export function pairLines(en: string, zh: string): BilingualText[] | undefined {
  const [left, right] = [linesOf(en), linesOf(zh)];
  if (left.length !== right.length) return undefined;
  return left.map((line, i) => ({ en: line, zh: right[i] as string }));
}
