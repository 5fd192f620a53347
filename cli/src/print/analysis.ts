import type { Finding, Unjudged } from "@phm/domain";
import type { AnalysisParts } from "@phm/pipeline";
import { rulText } from "./ticket.js";

/** Prints an analysis line as JSON, or as a few lines for a person. */
export function printAnalysis(line: object, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(line)}\n` : `${describe(line as AnalysisParts)}\n`);
}

/** One line for each reason, with the failure modes that it keeps from being judged. */
function unjudgedLines(unjudged: readonly Unjudged[]): string[] {
  const modes = new Map<string, string[]>();
  for (const { failureMode, reasonEn } of unjudged) {
    modes.set(reasonEn, [...(modes.get(reasonEn) ?? []), failureMode.replaceAll("_", " ")]);
  }
  return [...modes].map(([reason, of]) => `  not judged by: ${reason} (${of.join(", ")})`);
}

function findingLine({ rank, failureMode, point, confidence, wear, reasonEn }: Finding): string {
  const stage = wear ? `, wear stage ${wear.stage} of 4` : "";
  return `  finding ${rank}: ${failureMode.replaceAll("_", " ")} at ${point} (${confidence.toFixed(2)}${stage}): ${reasonEn}`;
}

function describe({ asset, acquisitions, condition, onset, findings, unjudged, rul, workOrders }: AnalysisParts): string {
  const zone = condition.zone ? `, zone ${condition.zone}` : "";
  return [
    `${asset}: ${condition.state.replaceAll("_", " ")}${zone} (${acquisitions} acquisitions)`,
    `  onset: ${onset?.time ?? "none standing"}`,
    `  remaining life: ${rulText(rul)}`,
    ...findings.map(findingLine),
    ...unjudgedLines(unjudged),
    ...workOrders.map(
      (order) =>
        `  work order ${order.id}: ${order.failureMode.replaceAll("_", " ")}, ${order.tier.replaceAll("_", " ")}, opened ${order.openedAt}, due ${order.dueAt}`,
    ),
  ].join("\n");
}
