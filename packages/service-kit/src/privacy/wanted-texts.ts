import { InvalidValue } from "@phm/domain";

const MAX_TEXTS = 20;
const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 200;
const IN_A_WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;
/** What stands in a text's place. */
export const ERASED = "[erased]";

/** Texts that name somebody: names, addresses, numbers. */
export class WantedTexts {
  private readonly patterns: readonly { readonly text: string; readonly pattern: RegExp }[];

  /** @throws InvalidValue for none, too many, or one that is too short to name anybody */
  constructor(texts: readonly string[]) {
    if (texts.length < 1 || texts.length > MAX_TEXTS) throw new InvalidValue("texts", texts.length, `1 to ${MAX_TEXTS} texts`);
    this.patterns = texts.map((each, i) => {
      const text = each.trim();
      if (text.length < MIN_CHARACTERS || text.length > MAX_CHARACTERS)
        throw new InvalidValue(`texts[${i}]`, text, `${MIN_CHARACTERS} to ${MAX_CHARACTERS} characters`);
      return { text, pattern: patternOf(text) };
    });
  }

  /** Those that occur. */
  in(words: string): string[] {
    return this.patterns.filter(({ pattern }) => words.search(pattern) >= 0).map(({ text }) => text);
  }

  /** Whether the words are one of them and nothing else. */
  are(words: string): boolean {
    return this.patterns.some(({ text }) => text.toLowerCase() === words.trim().toLowerCase());
  }

  /** The words without them. */
  takenOutOf(words: string): string {
    return this.patterns.reduce((left, { pattern }) => left.replace(pattern, ERASED), words);
  }
}

/** As a word of its own where the script has words: "Li" is not in "relief", 李明 is in 李明确认. */
function patternOf(text: string): RegExp {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&");
  const before = IN_A_WORD.test(text.at(0) as string) ? `(?<!${IN_A_WORD.source})` : "";
  const after = IN_A_WORD.test(text.at(-1) as string) ? `(?!${IN_A_WORD.source})` : "";
  return new RegExp(`${before}${escaped}${after}`, "giu");
}
