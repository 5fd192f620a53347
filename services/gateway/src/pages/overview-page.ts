import {
  type AssetConfig,
  conditionWords,
  formatTimeNs,
  type Language,
  orderWords,
  readableDuration,
  tierWords,
  type WorkOrder,
} from "@phm/domain";
import type { AssessmentParts } from "../views/assessment-view.js";
import { html } from "./html.js";
import { orderStateWords } from "./order-words.js";
import { pageLayout } from "./page-layout.js";
import { TEXTS } from "./texts.js";

export interface OverviewRow {
  readonly config: AssetConfig;
  /** Absent until the first features of the asset have been assessed. */
  readonly assessment?: AssessmentParts;
}

function remainingLife(assessment: AssessmentParts, language: Language): string {
  const { p10S, p90S, status } = assessment.prognosis;
  if (p10S === undefined || status === "abstain") return TEXTS[language].none;
  if (status === "lower_bound" || p90S === undefined) return `> ${readableDuration(p10S, language)}`;
  return `${readableDuration(p10S, language)} – ${readableDuration(p90S, language)}`;
}

function assetRow({ config, assessment }: OverviewRow, language: Language) {
  if (!assessment) return html`<tr><td>${config.ref.asset}</td><td colspan="3">${TEXTS[language].none}</td></tr>`;
  const { state, zone } = assessment.condition;
  return html`<tr><td>${config.ref.asset}</td><td class="${state}">${conditionWords(state, language)}</td><td>${zone ?? TEXTS[language].none}</td><td>${remainingLife(assessment, language)}</td></tr>`;
}

function orderRow(order: WorkOrder, language: Language) {
  return html`<tr><td><a href="/work-orders/${order.id}?lang=${language}">${order.id}</a></td><td>${order.ref.asset}</td>
<td>${orderWords(order, language)}</td>
<td class="${order.tier}">${tierWords(order.tier, language)}</td><td>${orderStateWords(order.state, language)}</td><td>${formatTimeNs(order.dueNs)}</td></tr>`;
}

/** What stands at this moment: every asset with its condition, and the orders that have not ended. */
export function overviewPage(rows: readonly OverviewRow[], orders: readonly WorkOrder[], language: Language): string {
  const text = TEXTS[language];
  const assets = rows.length
    ? html`<table><tr><th>${text.asset}</th><th>${text.condition}</th><th>${text.zone}</th><th>${text.remainingLife}</th></tr>${rows.map((row) => assetRow(row, language))}</table>`
    : html`<p>${text.noAssets}</p>`;
  const open = orders.length
    ? html`<table><tr><th>${text.order}</th><th>${text.asset}</th><th>${text.fault}</th><th>${text.urgency}</th><th>${text.state}</th><th>${text.due}</th></tr>${orders.map((order) => orderRow(order, language))}</table>`
    : html`<p>${text.noWorkOrders}</p>`;
  return pageLayout(language, "/", html`<h1>${text.workOrders}</h1>${open}<h1>${text.assets}</h1>${assets}`);
}
