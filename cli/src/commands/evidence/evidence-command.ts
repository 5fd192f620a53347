import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "@phm/domain";
import { Command } from "commander";
import { type EvidenceAddresses, withEvidence } from "./evidence-clients.js";
import { type OrderEvidence, orderEvidence, ordersOf } from "./order-evidence.js";
import type { RecomputedAdvisory } from "./recompute-evidence.js";

interface EvidenceOptions extends EvidenceAddresses {
  readonly organisation: string;
  readonly site: string;
  readonly json?: boolean;
}

/** `phm evidence`: what work orders rest on, recomputed from the waveforms. */
export function evidenceCommand(): Command {
  return new Command("evidence")
    .description("say again what led to a work order, from its pinned waveforms: equal, or what differs")
    .argument("[order]", "id of the work order; default: every order of the site")
    .option("--ingest <address>", "gRPC address of ingest", "127.0.0.1:7401")
    .option("--predict <address>", "gRPC address of predict", "127.0.0.1:7403")
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .option("--organisation <id>", "whose orders", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site, where no order is named", DEFAULT_SITE)
    .option("--json", "as one JSON object")
    .action(recomputeOrders);
}

/** Fails where an advisory is not the same again, or its evidence is not whole. */
async function recomputeOrders(order: string | undefined, options: EvidenceOptions): Promise<void> {
  const orders = await withEvidence(options, async (clients) => {
    const found: OrderEvidence[] = [];
    for await (const each of ordersOf({ ...options, order }, clients)) found.push(await orderEvidence(each, clients));
    return found;
  });
  const advisories = orders.flatMap((each) => each.advisories);
  const equal = advisories.filter(({ isEqual }) => isEqual).length;
  const ok = equal === advisories.length && orders.every(({ unknown }) => unknown.length === 0);
  if (options.json) print(JSON.stringify({ ok, orderCount: orders.length, advisoryCount: advisories.length, equalCount: equal, orders }));
  else for (const line of orders.flatMap(orderLines)) print(line);
  process.exitCode = ok ? 0 : 1;
}

function orderLines({ order, asset, advisories, unknown }: OrderEvidence): string[] {
  return [
    `${order} (${asset}): ${advisories.length} advisories`,
    ...advisories.flatMap(advisoryLines),
    ...unknown.map((acquisition) => `  ${acquisition}: pinned, but no advisory on it is on record`),
  ];
}

function advisoryLines({ advisory, acquisition, isEqual, problems, differences }: RecomputedAdvisory): string[] {
  if (isEqual) return [`  ${advisory} from ${acquisition}: equal`];
  return [
    `  ${advisory} from ${acquisition}: not the same`,
    ...problems.map((problem) => `    ${problem}`),
    ...differences.map(({ path, stored, recomputed }) => `    ${path}: was ${JSON.stringify(stored)}, is ${JSON.stringify(recomputed)}`),
  ];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
