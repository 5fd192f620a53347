import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "@phm/domain";
import { deliveryEvents, deliveryLine } from "../print/delivery-events.js";
import { lifeStory } from "../print/life-story.js";
import { Narrator } from "../print/narrator.js";
import { rulText, ticketText } from "../print/ticket.js";
import { analysisParts } from "../suite/analysis-parts.js";
import { ApiClient, type WorkOrderAnswer } from "../suite/api-client.js";
import { catchUp } from "../suite/catch-up.js";
import { type LaunchedSuite, type LaunchOptions, launch } from "../suite/launch.js";
import { replay } from "../suite/replay.js";
import { parseSpeed, type ReplaySource, type ReplaySpeed } from "../suite/replay-source.js";
import { bundleSource, simulatedSource } from "../suite/replay-sources.js";
import { aborted, stopSignal } from "../suite/stop-signal.js";

export interface StartOptions extends LaunchOptions {
  readonly bundle?: string;
  readonly asset?: string;
  readonly speed: string;
  readonly seed: string;
  readonly lang: Language;
  readonly once?: boolean;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** The main job: start the suite, feed it signals, show what it makes of them; then stay up, or stop when `--once` is given. */
export async function start(options: StartOptions): Promise<void> {
  const speed = parseSpeed(options.speed);
  const source = await sourceOf(options);
  const startedMs = Date.now();
  const stopping = stopSignal();
  const suite = await launch(options, stopping, print);
  if (!suite) return;
  const ending = new AbortController();
  try {
    print(`Ready after ${((Date.now() - startedMs) / 1000).toFixed(1)} s: broker and five services, logs in ${suite.logFolder}`);
    print(`Input: ${source.title}`);
    await Promise.race([runJob(source, suite, speed, options.lang, ending.signal), aborted(stopping)]);
    if (options.once || stopping.aborted) return;
    print(`\nConsole: ${suite.consoleUrl}   API: ${suite.apiUrl}/api/v1/work-orders   (Ctrl-C stops everything)`);
    await aborted(stopping);
  } finally {
    ending.abort();
    await suite.stop();
  }
}

/** A bundle that is named, or lies where one is looked for; else the simulator. */
async function sourceOf({ bundle, asset, seed }: StartOptions): Promise<ReplaySource> {
  const found = bundle ?? process.env.PHM_BUNDLE ?? (existsSync(join("bundle", "bundle.json")) ? "bundle" : undefined);
  return found === undefined ? simulatedSource(Number(seed)) : bundleSource(found, asset);
}

async function runJob(
  source: ReplaySource,
  suite: LaunchedSuite,
  speed: ReplaySpeed,
  language: Language,
  ending: AbortSignal,
): Promise<void> {
  const api = new ApiClient(suite.apiUrl, suite.key);
  const narrator = new Narrator(api, print);
  const assets = source.assets.map((config) => config.ref.asset as string);
  const watching = new AbortController();
  const watched = narrator.watch(assets, AbortSignal.any([watching.signal, ending]));
  const target = { ingest: suite.grpcAddress.ingest, workorders: suite.grpcAddress.workorders };
  const result = await replay(source, target, speed, deliveryEvents(print), ending);
  await catchUp(api, result.lastTimes, ending);
  watching.abort();
  await watched;
  for (const asset of assets) await narrator.look(asset);
  print(deliveryLine(result));
  for (const asset of assets) await printOutcome(api, asset, language);
}

async function printOutcome(api: ApiClient, asset: string, language: Language): Promise<void> {
  const parts = await analysisParts(api, asset);
  const onset = parts.onset ? `onset at ${parts.onset.time}` : "no onset standing";
  print(`\n${asset}: ${parts.condition.state.replaceAll("_", " ")}, ${onset}, ${parts.acquisitions} acquisitions assessed`);
  print(`  remaining life at the end of the data: ${rulText(parts.rul, language)}`);
  const orders = await api.workOrders(asset);
  await printStory(api, asset, orders, language);
  if (orders.length === 0) print("  no work order: nothing calls for one");
  for (const order of orders) print(`\n${ticketText(order, language)}\n  ${api.pageOf(order.id, language)}`);
}

/** What was said of the remaining life over the whole of the data, with the orders in between. */
async function printStory(api: ApiClient, asset: string, orders: readonly WorkOrderAnswer[], language: Language): Promise<void> {
  const history = await api.prognosisHistory(asset);
  if (!history) return;
  const opened = orders.map(({ id, openedAt, dueAt }) => ({ time: openedAt, text: orderText(id, dueAt, language) }));
  const moments = [...lifeStory(history, language), ...opened].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  print(language === "zh" ? "  剩余寿命的说法经过:" : "  what was said of the remaining life, and when:");
  for (const { time, text } of moments) print(`    ${time}  ${text}`);
}

function orderText(id: string, dueAt: string, language: Language): string {
  return language === "zh" ? `开出工单 ${id},截止 ${dueAt}` : `work order ${id} opened, due by ${dueAt}`;
}
