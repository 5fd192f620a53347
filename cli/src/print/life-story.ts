import { type Language, readableDuration } from "@phm/domain";
import type { PrognosisHistoryAnswer } from "../suite/api-client.js";
import { rulText } from "./ticket.js";

/** Something that was said at a time (RFC 3339). */
export interface StoryMoment {
  readonly time: string;
  readonly text: string;
}

interface Said {
  readonly time: string;
  readonly status: string;
  readonly p10S: number | null;
  readonly p50S: number | null;
  readonly p90S: number | null;
  readonly calibration: { readonly supported: boolean };
}

/** Shorter silences between two answers are not told: an acquisition that cannot be judged changes nothing. */
const SHORTEST_SILENCE = 3;
/** An interval is told again when it has become so much narrower or wider. */
const CHANGE_RATIO = 2;

const WORDS = {
  en: {
    before: "nothing can be said yet",
    silence: "no answer: a rise is not confirmed yet, or the signal cannot be judged",
    quiet: (bound: string, length: string) => `quiet, and for ${length}: ${bound}`,
    onset: "a rise stands: ",
    narrower: "narrower: ",
    wider: "wider: ",
    last: "last: ",
  },
  zh: {
    before: "尚无法估计",
    silence: "不予估计:升高尚未确认,或信号无法判断",
    quiet: (bound: string, length: string) => `平稳,持续 ${length}:${bound}`,
    onset: "振动持续升高:",
    narrower: "区间收窄:",
    wider: "区间变宽:",
    last: "最后:",
  },
} as const;

/**
 * What was said of a machine's remaining life, told shortly: silence, how long it was quiet and with which bound, the interval at onset, each
 * time it has become half or twice as wide, and the last one.
 */
export function lifeStory({ times, columns }: PrognosisHistoryAnswer, language: Language): StoryMoment[] {
  const { status, p10S, p50S, p90S, supported } = columns;
  const said = times.map((time, i) => ({
    time,
    status: status[i] ?? "abstain",
    p10S: p10S[i] ?? null,
    p50S: p50S[i] ?? null,
    p90S: p90S[i] ?? null,
    calibration: { supported: supported[i] ?? false },
  }));
  return stretches(said).flatMap((stretch, i) => tell(stretch, i === 0, language));
}

/** Stretches of the same status, without silences too short to tell. */
function stretches(said: readonly Said[]): Said[][] {
  const all = joined(said.map((each) => [each]));
  return joined(all.filter((stretch, i) => i === 0 || stretch[0]?.status !== "abstain" || stretch.length >= SHORTEST_SILENCE));
}

function joined(parts: readonly Said[][]): Said[][] {
  const whole: Said[][] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.[0]?.status === part[0]?.status) last?.push(...part);
    else whole.push([...part]);
  }
  return whole;
}

function tell(stretch: readonly Said[], isFirst: boolean, language: Language): StoryMoment[] {
  const words = WORDS[language];
  const [first, last] = [stretch[0] as Said, stretch.at(-1) as Said];
  if (first.status === "abstain") return [{ time: first.time, text: isFirst ? words.before : words.silence }];
  if (first.status === "estimate") return tellIntervals(stretch, language);
  const lengthS = (Date.parse(last.time) - Date.parse(first.time)) / 1000;
  return [{ time: first.time, text: words.quiet(boundText(first, language), readableDuration(lengthS, language)) }];
}

function tellIntervals(stretch: readonly Said[], language: Language): StoryMoment[] {
  const words = WORDS[language];
  const moments: StoryMoment[] = [];
  let told = 0;
  for (const said of stretch) {
    const width = (said.p90S ?? 0) - (said.p10S ?? 0);
    const isNews = moments.length === 0 || width * CHANGE_RATIO <= told || width >= told * CHANGE_RATIO;
    if (!isNews) continue;
    const opening = moments.length === 0 ? words.onset : width < told ? words.narrower : words.wider;
    moments.push({ time: said.time, text: opening + boundText(said, language) });
    told = width;
  }
  const last = stretch.at(-1) as Said;
  if (last.time !== moments.at(-1)?.time) moments.push({ time: last.time, text: words.last + boundText(last, language) });
  return moments;
}

function boundText(said: Said, language: Language): string {
  return rulText({ ...said, reason: "" }, language);
}
