import { evidenceWords, failureModeWords, formatTimeNs, type Language, readableDuration, tierWords, type WorkOrder } from "@phm/domain";
import { type Html, html } from "./html.js";
import { pageLayout } from "./page-layout.js";
import { TEXTS } from "./texts.js";

function remainingLife({ latest: { rul } }: WorkOrder, language: Language): string {
  if (rul.p10S === undefined || rul.p90S === undefined) return rul.reason;
  return `${readableDuration(rul.p10S, language)} – ${readableDuration(rul.p90S, language)} (${rul.reason})`;
}

/** One ticket, evidence first, as a technician reads it. */
export function workOrderPage(order: WorkOrder, language: Language): string {
  const text = TEXTS[language];
  const zh = language === "zh";
  const { latest } = order;
  const entries: [string, Html | string][] = [
    [text.asset, `${order.ref.asset} · ${order.component}`],
    [text.fault, failureModeWords(order.failureMode, language)],
    [text.confidence, latest.confidence.toFixed(2)],
    [text.urgency, tierWords(order.tier, language)],
    [text.reason, zh ? latest.reasonZh : latest.reasonEn],
    [text.evidence, html`<ul>${latest.evidence.map((each) => html`<li>${evidenceWords(each, language)}</li>`)}</ul>`],
    [text.remainingLife, remainingLife(order, language)],
    [text.actions, html`<ol>${(zh ? latest.actionsZh : latest.actionsEn).map((action) => html`<li>${action}</li>`)}</ol>`],
    [text.opened, formatTimeNs(order.openedNs)],
    [text.due, formatTimeNs(order.dueNs)],
    [
      text.history,
      html`<ul>${order.history.map((event) => html`<li>${formatTimeNs(event.timeNs)} ${event.kind}: ${event.note}</li>`)}</ul>`,
    ],
    [text.trace, `${latest.acquisition} · ${latest.featureSet} · ${latest.modelVersion} · ${latest.ruleVersion}`],
  ];
  const body = html`<h1>${order.id}</h1><dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  return pageLayout(language, `/work-orders/${order.id}`, body);
}
