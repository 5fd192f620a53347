import { evaluateTickets, type TicketOutcome } from "@phm/pipeline";
import { bundleLives } from "../../suite/bundle-lives.js";

const WORDS: Readonly<Record<TicketOutcome["verdict"], string>> = {
  good: "good",
  first_half: "in the first half of life",
  too_late: "too late",
  none: "no order",
};

function row({ asset, verdict, leadS, shareOfLife }: TicketOutcome): string {
  const when = leadS === undefined ? "" : `, ${Math.round(leadS)} s before the end, at ${((shareOfLife ?? 0) * 100).toFixed(1)} % of life`;
  return `  ${asset}: ${WORDS[verdict]}${when}`;
}

/** When the first machine work order of each life came, against the end that the truth file knows. */
export async function evaluateTicketsCommand(path: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { ends, firstOrders } = await bundleLives(path);
  const score = evaluateTickets(ends, firstOrders);
  if (json) {
    process.stdout.write(`${JSON.stringify({ evaluation: "tickets", bundle: path, ...score })}\n`);
    return;
  }
  const title = `${score.good} of ${score.lives} first orders in the second half of life and at least 2 minutes before the end; ${score.inFirstHalf} in a first half, ${score.none} without an order:`;
  process.stdout.write(`${[title, ...score.outcomes.map(row)].join("\n")}\n`);
}
