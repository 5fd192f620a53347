import {
  type Advisory,
  evidenceWords,
  failureModeWords,
  formatTimeNs,
  type Language,
  orderWords,
  readableDuration,
  tierWords,
  type WorkOrder,
} from "@phm/domain";
import type { ShownOrder } from "../views/order-answer-view.js";
import { type Html, html } from "./html.js";
import { orderCommandWords, orderEventWords, orderStateWords } from "./order-words.js";
import { courseTable, type Entry, type PersonName, workEntries } from "./order-work-section.js";
import { pageLayout } from "./page-layout.js";
import { TEXTS } from "./texts.js";

function remainingLife({ rul }: Advisory, language: Language): string {
  if (rul.p10S === undefined || rul.p90S === undefined) return rul.reason;
  return `${readableDuration(rul.p10S, language)} – ${readableDuration(rul.p90S, language)} (${rul.reason})`;
}

/** What the order says: evidence first. */
function saidEntries(order: WorkOrder, language: Language): Entry[] {
  const text = TEXTS[language];
  const { task, latest, failureMode } = order;
  return [
    [text.asset, `${order.ref.asset} · ${order.component}`],
    ...(failureMode === undefined ? [] : [[text.fault, failureModeWords(failureMode, language)] as const]),
    [text.urgency, tierWords(order.tier, language)],
    ...(task ? [[text.task, orderWords(order, language)] as const] : []),
    ...(task?.description ? [[text.reason, task.description[language]] as const] : []),
    ...(latest ? predictedEntries(latest, language) : []),
    [text.opened, formatTimeNs(order.openedNs)],
    [text.due, formatTimeNs(order.dueNs)],
  ];
}

function predictedEntries(latest: Advisory, language: Language): Entry[] {
  const text = TEXTS[language];
  const zh = language === "zh";
  return [
    [text.confidence, latest.confidence.toFixed(2)],
    [text.reason, zh ? latest.reasonZh : latest.reasonEn],
    [text.evidence, html`<ul>${latest.evidence.map((each) => html`<li>${evidenceWords(each, language)}</li>`)}</ul>`],
    [text.remainingLife, remainingLife(latest, language)],
    [text.actions, html`<ol>${(zh ? latest.actionsZh : latest.actionsEn).map((action) => html`<li>${action}</li>`)}</ol>`],
  ];
}

function traceEntries({ latest }: WorkOrder, language: Language): Entry[] {
  if (!latest) return [];
  const { acquisition, featureSet, modelVersion, ruleVersion } = latest;
  return [[TEXTS[language].trace, `${acquisition} · ${featureSet} · ${modelVersion} · ${ruleVersion}`]];
}

/** Where it stands, and what can be done now by whom. */
function stateEntries({ order, legal }: ShownOrder, language: Language): Entry[] {
  const text = TEXTS[language];
  const commands = legal.map(({ command, to, roles }) => {
    const leadsTo = to === null ? "" : ` → ${orderStateWords(to, language)}`;
    return html`<li>${orderCommandWords(command, language)}${leadsTo} (${roles.join(", ")})</li>`;
  });
  const previous = order.previousOrder;
  return [
    [text.state, orderStateWords(order.state, language)],
    ...(order.suggestsClosing ? [[text.suggestsClosing, order.suggestsClosing[language]] as const] : []),
    [text.legal, html`<ul>${commands}</ul>`],
    ...(previous ? [[text.previousOrder, html`<a href="/work-orders/${previous}?lang=${language}">${previous}</a>`] as const] : []),
  ];
}

function historyEntry({ history, eventCount }: WorkOrder, language: Language, name: PersonName): Entry {
  const lines = history.map(
    ({ timeNs, kind, actor, advisoryId, note }) =>
      html`<li>${formatTimeNs(timeNs)} ${orderEventWords(kind, language)} (${advisoryId === undefined ? name(actor) : actor})${note ? `: ${note}` : ""}</li>`,
  );
  const heading = TEXTS[language].history;
  return [eventCount > history.length ? `${heading} (${history.length}/${eventCount})` : heading, html`<ul>${lines}</ul>`];
}

/** One ticket, as a technician reads it. */
export function workOrderPage(shown: ShownOrder, language: Language): string {
  const { order, names } = shown;
  const { course } = order;
  const text = TEXTS[language];
  const name: PersonName = (id) => names.get(id) ?? id;
  const entries: Entry[] = [
    ...stateEntries(shown, language),
    ...saidEntries(order, language),
    ...workEntries(order, language, name),
    ...(course ? [[text.beforeAndAfter, courseTable(course, language)] as const] : []),
    historyEntry(order, language, name),
    ...traceEntries(order, language),
  ];
  const body: Html = html`<h1>${order.id}</h1><dl>${entries.map(([heading, value]) => html`<dt>${heading}</dt><dd>${value}</dd>`)}</dl>`;
  return pageLayout(language, `/work-orders/${order.id}`, body);
}
