import type { PointId } from "@phm/domain";
import { shortedPhase } from "@phm/dsp";
import { FIGURE_NAMES, type FigureName, type LineDetail } from "./figure.js";
import { changeOf, type FollowedFigure } from "./followed-figure.js";
import type { RememberedOperation, RememberedSubject } from "./signature-memory.js";
import type { SubjectKind } from "./signature-rule.js";

/** Least scatter that a baseline is taken to have: a share of the level (in logarithms), and of I2/I1. */
const LEAST_SD = { level: 0.12, sequence: 0.004 };

/** A subject as the rules see it: figures averaged over the last acquisitions, and their changes against the machine's own baseline. */
export interface Reading {
  readonly kind: SubjectKind;
  readonly point: PointId;
  readonly speedRpm: number | null;
  readonly figures: Readonly<Partial<Record<FigureName, number>>>;
  readonly details: Readonly<Partial<Record<FigureName, LineDetail>>>;
  /** What templates may name besides the figures. */
  readonly names: Readonly<Record<string, string>>;
  /** Acquisitions behind the figures, counted to the memory's length; and those that a baseline has learnt from. */
  readonly acquisitions: number;
  readonly learnt: number;
}

type Figures = Partial<Record<FigureName, number>>;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function changesOf(subject: RememberedSubject, prefix: string): { change: number; sd: number }[] {
  return Object.entries(subject.figures).flatMap(([name, figure]) =>
    name.startsWith(prefix) ? (changeOf(figure as FollowedFigure) ?? []) : [],
  );
}

/** `shaftChange`: root mean square of the changes of 1× and 2× in all channels, in standard deviations of the baseline; the rises are of logarithms. */
function placeChanges(subject: RememberedSubject): Figures {
  const [first, second, high] = ["ln1x@", "ln2x@", "lnHighBand@"].map((prefix) => changesOf(subject, prefix));
  const figures: Figures = {};
  const lines = [...(first ?? []), ...(second ?? [])];
  if (lines.length > 0) figures.shaftChange = Math.sqrt(mean(lines.map(({ change, sd }) => (change / Math.max(LEAST_SD.level, sd)) ** 2)));
  if (first && first.length > 0) figures.shaft1xRise = mean(first.map(({ change }) => change));
  if (second && second.length > 0) figures.shaft2xRise = mean(second.map(({ change }) => change));
  if (high && high.length > 0) figures.highBandRise = mean(high.map(({ change }) => change));
  return figures;
}

interface Vector {
  readonly re: number;
  readonly im: number;
}

/** The phase whose turns a negative sequence speaks of, by its place among the phases and in words. */
function phaseOf(
  { phases }: RememberedSubject,
  { re, im }: Vector,
): { readonly point: PointId | undefined; readonly letter: string } | null {
  if (!phases) return null;
  const letter = shortedPhase((Math.atan2(im, re) * 180) / Math.PI, phases.rotation === -1 ? "acb" : "abc");
  return { point: phases.points["abc".indexOf(letter)], letter: letter.toUpperCase() };
}

function motorReading(subject: RememberedSubject): { figures: Figures; point: PointId; names: Record<string, string> } {
  const { figures, point } = subject;
  const [re, im] = [figures.negativeSequenceRe, figures.negativeSequenceIm];
  const rise = figures.eccentricityDb && changeOf(figures.eccentricityDb);
  const eccentricity: Figures = rise ? { eccentricityRiseDb: rise.change } : {};
  if (!re || !im) return { figures: eccentricity, point, names: {} };
  const now: Vector = { re: re[0], im: im[0] };
  const [changeRe, changeIm] = [changeOf(re), changeOf(im)];
  const changed: Vector | null = changeRe && changeIm ? { re: changeRe.change, im: changeIm.change } : null;
  const sd = Math.hypot(changeRe?.sd ?? 0, changeIm?.sd ?? 0);
  // What has changed since the machine was sound names the phase better than what has always been there.
  const phase = phaseOf(subject, changed ?? now);
  return {
    figures: {
      ...eccentricity,
      negativeSequence: Math.hypot(now.re, now.im),
      ...(changed ? { negativeSequenceChange: Math.hypot(changed.re, changed.im) / Math.max(1, sd / LEAST_SD.sequence) } : {}),
    },
    point: phase?.point ?? point,
    names: phase ? { phase: phase.letter } : {},
  };
}

/** What the subject's own kind adds to the figures that were read: changes, and of a motor the phase that they speak of. */
function derived(subject: RememberedSubject): { figures: Figures; point: PointId; names: Record<string, string> } {
  if (subject.kind === "motor") return motorReading(subject);
  const rise = subject.figures.meshSidebandDb && changeOf(subject.figures.meshSidebandDb);
  const figures: Figures = subject.kind === "place" ? placeChanges(subject) : rise ? { meshSidebandRiseDb: rise.change } : {};
  return { figures, point: subject.point, names: {} };
}

function readingOf(subject: RememberedSubject): Reading {
  const { kind, details, speedRpm } = subject;
  const read: Figures = {};
  for (const name of FIGURE_NAMES) {
    const figure = subject.figures[name];
    if (figure) read[name] = figure[0];
  }
  const { figures, point, names } = derived(subject);
  const followed = Object.values(subject.figures as Readonly<Record<string, FollowedFigure>>);
  return {
    kind,
    details,
    speedRpm,
    point,
    names,
    figures: { ...read, ...figures },
    acquisitions: Math.max(0, ...followed.map(([, count]) => count)),
    learnt: Math.max(0, ...followed.map(([, , learnt]) => learnt)),
  };
}

/** What is known at one operating point. */
export function readingsAt({ subjects }: Pick<RememberedOperation, "subjects">): Reading[] {
  return Object.values(subjects).map(readingOf);
}
