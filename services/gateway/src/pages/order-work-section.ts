import {
  type ConditionCourse,
  type ConditionFigures,
  conditionWords,
  formatTimeNs,
  type ItemTick,
  type Language,
  type OrderWork,
  type WorkOrder,
} from "@phm/domain";
import { type Html, html } from "./html.js";
import { proofWords } from "./order-words.js";
import { TEXTS } from "./texts.js";

/** Shows a person by name where it is kept, else by id. */
export type PersonName = (id: string) => string;

/** An entry of the page: its heading and what stands below. */
export type Entry = readonly [string, Html | string];

const list = (items: readonly (Html | string)[]): Html => html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
const noted = (note: string | undefined): string => (note ? ` · ${note}` : "");

/** What people have planned, checked, booked and attached; only what there is. */
export function workEntries({ id, work }: WorkOrder, language: Language, name: PersonName): Entry[] {
  if (!work) return [];
  const text = TEXTS[language];
  const { assignee, plannedStartNs, plannedEndNs, holdReason, doneNs, signature } = work;
  const planned = plannedStartNs && plannedEndNs && `${formatTimeNs(plannedStartNs)} – ${formatTimeNs(plannedEndNs)}`;
  const signed = signature && `${name(signature.person)} · ${signature.method} · ${formatTimeNs(signature.timeNs)}`;
  const entries: [string, Html | string | undefined | 0n][] = [
    [text.assignee, assignee && name(assignee)],
    [text.planned, planned],
    [text.onHold, holdReason],
    [text.done, doneNs && formatTimeNs(doneNs)],
    [text.signature, signed],
    [text.checklist, checklist(work, language, name)],
    [text.time, bookedTime(work, name)],
    [text.parts, bookedParts(work)],
    [text.attachments, attachments(id, work, name)],
  ];
  return entries.flatMap(([heading, shown]) => (shown ? [[heading, shown] as const] : []));
}

function checklist({ checklist: items }: OrderWork, language: Language, name: PersonName): Html | undefined {
  if (items.length === 0) return undefined;
  return list(items.map(({ number, text, tick }) => `${tick ? "☑" : "☐"} ${number}. ${text[language]}${tick ? ticked(tick, name) : ""}`));
}

function ticked({ person, timeNs, reading, unit, note }: ItemTick, name: PersonName): string {
  const read = reading === undefined ? "" : ` · ${reading}${unit ? ` ${unit}` : ""}`;
  return ` (${name(person)}, ${formatTimeNs(timeNs)}${read}${noted(note)})`;
}

function bookedTime({ timeBookings }: OrderWork, name: PersonName): Html | undefined {
  if (timeBookings.length === 0) return undefined;
  return list(
    timeBookings.map(({ person, startNs, minutes, note }) => `${name(person)} · ${formatTimeNs(startNs)} · ${minutes} min${noted(note)}`),
  );
}

function bookedParts({ partBookings }: OrderWork): Html | undefined {
  if (partBookings.length === 0) return undefined;
  return list(partBookings.map(({ part, quantity, note }) => `${quantity} × ${part}${noted(note)}`));
}

function attachments(id: string, { attachments: files }: OrderWork, name: PersonName): Html | undefined {
  if (files.length === 0) return undefined;
  return list(
    files.map(
      (file) =>
        html`<a href="/api/v1/work-orders/${id}/attachments/${file.number}">${file.name}</a> · ${file.bytes} B · ${name(file.person)}, ${formatTimeNs(file.timeNs)}`,
    ),
  );
}

/** The condition when the order was opened, at its worst, and after the work. */
export function courseTable({ opening, worst, after, result }: ConditionCourse, language: Language): Html {
  const text = TEXTS[language];
  const row = (heading: string, figures: ConditionFigures | undefined) =>
    figures &&
    html`<tr><th>${heading}</th><td>${formatTimeNs(figures.timeNs)}</td><td>${conditionWords(figures.state, language)}</td><td>${figures.levelRatio === null ? text.none : Number(figures.levelRatio.toPrecision(3))}</td><td>${figures.zone ?? text.none}</td></tr>`;
  return html`<p>${proofWords(result, language)}</p><table><tr><th></th><th></th><th>${text.condition}</th><th>${text.level}</th><th>${text.zone}</th></tr>${row(text.opened, opening)}${row(text.worst, worst)}${row(text.after, after)}</table>`;
}
