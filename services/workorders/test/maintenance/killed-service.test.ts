import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ANNOUNCEMENT_STREAM,
  LINK_STREAMS,
  orderCommandToWire,
  orderRoleCodec,
  subjectOf,
  verdictStatementToWire,
  WorkOrderService,
  workOrderFromWire,
} from "@phm/contracts";
import { assetRef } from "@phm/domain";
import { connectNats, createClient, createLogger, ensureTopology, linkTopology, type NatsLink, type Publication } from "@phm/service-kit";
import { type NatsServer, startNatsServer, waitFor } from "@phm/testkit";
import fc from "fast-check";
import { inspect } from "./invariants.js";
import { Life } from "./mortal.js";
import { furnish, ORGANISATION, openWorld, SITE, settle } from "./office.js";
import { assessment, commandOf, sparePart } from "./run-steps.js";
import { type RunningService, runService } from "./running-service.js";
import { type Deed, steps } from "./steps.js";

const SEED = Number(process.env.PHM_TEST_SEED ?? 1);
const DEEDS = 80;
const KILLS = 6;
/** A command takes a few milliseconds: the kill falls before, into or after its write and its publication. */
const LATEST_KILL_MS = 12;
const REPORT = process.env.PHM_MAINTENANCE_REPORT;
const SCENE = { asset: "pump", part: "6205" };
const REF = assetRef(ORGANISATION, SITE, SCENE.asset);

let folder: string;
let nats: NatsServer;
let link: NatsLink;
let service: RunningService;
let orders: ReturnType<typeof createClient<typeof WorkOrderService>>;
let nowMs = 1_700_100_000_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-killed-"));
  nats = await startNatsServer();
  link = await connectNats({ url: nats.url, name: "test", logger: createLogger({ service: "test", level: "silent" }) });
  await ensureTopology(link, [linkTopology(LINK_STREAMS.assessment)]);
  await atRest(async ({ office }) => {
    await settle(office, SCENE.asset);
    const { id, organisation, site } = await office.parts.put(sparePart(SCENE), 0).then(({ part }) => part);
    const receipt = { kind: "receive", store: "main", quantity: 3 } as const;
    await office.parts.move({ id, organisation, site }, { id: "first", command: receipt, actor: "li", note: "" });
  });
  service = await runService(folder, nats.url);
  orders = createClient(WorkOrderService, service.address);
}, 60_000);
afterAll(async () => {
  orders?.close();
  await service?.stop();
  await link?.close();
  await nats?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

/** Opens the service's files while it does not run. */
async function atRest<R>(
  look: (at: { world: Awaited<ReturnType<typeof openWorld>>; office: ReturnType<Awaited<ReturnType<typeof furnish>>> }) => Promise<R>,
) {
  const world = await openWorld(folder, () => ++nowMs);
  try {
    return await look({ world, office: (await furnish(world))(new Life()) });
  } finally {
    await world.store.close();
  }
}

type Doing = Extract<Deed, { readonly do: "assess" | "command" }>;
const isDone = (deed: Deed): deed is Doing => deed.do === "assess" || (deed.do === "command" && deed.kind !== "attach");

const FIRST: Doing = { do: "assess", seconds: 0, state: "alert", mode: "bearing_outer_race", levelRatio: 2 };

/** Of all that may happen what a service that runs can be asked for, the machine's time going on. */
function drawnDeeds(): Doing[] {
  const drawn = fc
    .sample(steps, { seed: SEED, numRuns: DEEDS })
    .flat()
    .flatMap((step) => step.deeds.map(({ deed }) => deed));
  const deeds = drawn.filter(isDone).slice(0, DEEDS);
  return deeds.map((deed, n) => (deed.do === "assess" ? { ...deed, seconds: 10 * (n + 1) } : { ...deed, role: "admin", order: 0 }));
}

async function carryOut(deed: Doing, id: string): Promise<void> {
  if (deed.do === "assess") {
    const { payload } = assessment(SCENE, deed);
    await link.jetstream.publish(subjectOf("assessment", REF), payload, { msgID: id });
    return;
  }
  const { workOrders } = await orders.call.listWorkOrders({ ...REF, limit: deed.order + 1 });
  const chosen = workOrders[deed.order];
  if (!chosen) return;
  const command = commandOf(deed.kind, workOrderFromWire(chosen), SCENE.part);
  const by = { organisation: ORGANISATION, id: chosen.id, actor: "li", role: orderRoleCodec.toWire(deed.role) };
  if (command.kind === "close") await orders.call.closeWorkOrder({ ...by, statement: verdictStatementToWire(command.statement) });
  else if (command.kind === "cancel") await orders.call.cancelWorkOrder({ ...by, reason: command.reason });
  else if (command.kind !== "attach") await orders.call.changeWorkOrder({ ...by, commandId: id, command: orderCommandToWire(command) });
}

/** What the service refuses is done with; what got no answer is asked for again when it is back. */
const REFUSED = ["conflict", "failed_precondition", "permission_denied", "invalid_argument", "not_found"];

async function untilAnswered(deed: Doing, id: string, killAfterMs: number | undefined): Promise<void> {
  const answer = carryOut(deed, id).then(
    () => true,
    (error: { code: string }) => {
      if (REFUSED.includes(error.code)) return true;
      if (killAfterMs === undefined) throw error;
      return false;
    },
  );
  if (killAfterMs !== undefined) {
    await delay(killAfterMs);
    await service.kill();
    await service.start();
  }
  if (!(await answer)) await untilAnswered(deed, id, undefined);
}

/** Until nothing waits for the service any more. */
async function idle(stream: string, consumers: readonly string[]): Promise<boolean> {
  const infos = await Promise.all(consumers.map((name) => link.manager.consumers.info(stream, name)));
  return infos.every(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending === 0);
}

async function messagesOf(stream: string): Promise<Publication[]> {
  const { state } = await link.manager.streams.info(stream);
  const found: Publication[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await link.manager.streams.getMessage(stream, { seq });
    if (message) found.push({ subject: message.subject, messageId: message.header.get("Nats-Msg-Id"), payload: message.data });
  }
  return found;
}

test("a service that is killed (-9) at any moment of its work and started again keeps every promise on orders", async () => {
  await untilAnswered(FIRST, "first", undefined);
  await waitFor(async () => (await orders.call.listWorkOrders({ ...REF, limit: 1 })).workOrders.length > 0, { what: "the first order" });
  const deeds = drawnDeeds();
  const kills = new Map(
    fc.sample(fc.nat(LATEST_KILL_MS), { seed: SEED, numRuns: KILLS }).map((ms, i) => [Math.floor(((i + 1) * DEEDS) / (KILLS + 1)), ms]),
  );
  for (const [n, deed] of deeds.entries()) await untilAnswered(deed, `deed-${n}`, kills.get(n));

  const partition = subjectOf("assessment", REF).split(".")[3];
  await waitFor(() => idle(LINK_STREAMS.assessment.name, [`workorders-${partition}`]), { what: "all assessments to be taken" });
  await waitFor(() => idle(ANNOUNCEMENT_STREAM.name, ["workorders-notify"]), { what: "all announcements to be taken" });
  await service.stop();

  const published = [...(await messagesOf(ANNOUNCEMENT_STREAM.name)), ...(await messagesOf(LINK_STREAMS.verdict.name))];
  const found = await atRest(({ world, office }) => inspect(office, { ...world, published }, SCENE));
  if (REPORT !== undefined)
    appendFileSync(
      REPORT,
      `${JSON.stringify({ test: "killed", seed: SEED, deeds: deeds.length, kills: KILLS, orders: found.orders, events: found.events })}\n`,
    );
  expect(found.broken).toEqual([]);
  expect(found.orders).toBeGreaterThan(0);
  expect(found.events).toBeGreaterThan(DEEDS / 4);
}, 90_000);
