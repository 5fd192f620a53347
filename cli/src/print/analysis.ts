import type { AnalysisParts } from "@phm/pipeline";
import { rulText } from "./ticket.js";

/** Prints an analysis line as JSON, or as a few lines for a person. */
export function printAnalysis(line: object, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(line)}\n` : `${describe(line as AnalysisParts)}\n`);
}

function describe({ asset, acquisitions, condition, onset, findings, rul, workOrders }: AnalysisParts): string {
  const zone = condition.zone ? `, zone ${condition.zone}` : "";
  return [
    `${asset}: ${condition.state.replaceAll("_", " ")}${zone} (${acquisitions} acquisitions)`,
    `  onset: ${onset?.time ?? "none standing"}`,
    `  remaining life: ${rulText(rul)}`,
    ...findings.map(
      (finding) =>
        `  finding ${finding.rank}: ${finding.failureMode.replaceAll("_", " ")} at ${finding.point} (${finding.confidence.toFixed(2)}): ${finding.reasonEn}`,
    ),
    ...workOrders.map(
      (order) =>
        `  work order ${order.id}: ${order.failureMode.replaceAll("_", " ")}, ${order.tier.replaceAll("_", " ")}, opened ${order.openedAt}, due ${order.dueAt}`,
    ),
  ].join("\n");
}
