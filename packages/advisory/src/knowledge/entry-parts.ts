import type { BilingualText, CodedText, KnowledgePart } from "@phm/domain";

/** The same statement in both languages. */
export const both = (en: string, zh: string): BilingualText => ({ en, zh });

/** A code of ISO 14224 and what it means here. */
export const coded = <Code extends string>(code: Code, en: string, zh: string): CodedText<Code> => ({ code, text: both(en, zh) });

export const part = (en: string, zh: string, quantity = 1): KnowledgePart => ({ name: both(en, zh), quantity });
