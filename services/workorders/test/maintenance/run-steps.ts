import { create, toBinary } from "@bufbuild/protobuf";
import { IllegalWorkOrderTransition, type OrderRequest, RoleMayNot, type StockCommand, WorkOrderNotReady } from "@phm/advisory";
import { AssessmentSchema, conditionToWire, healthToWire, rulEstimateToWire } from "@phm/contracts";
import {
  acquisitionId,
  addSeconds,
  assetKey,
  assetRef,
  InvalidValue,
  type OrderCommand,
  pointId,
  type SparePart,
  siteId,
  type WorkOrder,
} from "@phm/domain";
import { type ReceivedMessage, ServiceError } from "@phm/service-kit";
import { readOrder } from "../../src/orders/stored-order.js";
import { type Death, Life } from "./mortal.js";
import { furnish, type Office, ORGANISATION, SITE, settle, startUp, type World } from "./office.js";
import type { Deed, Step } from "./steps.js";

const START_NS = 1_700_000_000_000_000_000n;
const at = (seconds: number) => addSeconds(START_NS, seconds);

/** What a sequence did. */
export interface Tally {
  deeds: number;
  kills: number;
  refused: number;
}

/** Which machine and part a sequence is about. Each has its own, so that sequences share a store. */
export interface Scene {
  readonly asset: string;
  readonly part: string;
}

type Furnished = Awaited<ReturnType<typeof furnish>>;

/** Carries out the steps, each deed until it is done, refused or given up, and then what the last process has left to do. */
export async function runSteps(world: World, scene: Scene, steps: readonly Step[]): Promise<Tally> {
  const hire = await furnish(world);
  const tally: Tally = { deeds: 0, kills: 0, refused: 0 };
  await settle(hire(new Life()), scene.asset);
  await hire(new Life()).parts.put(sparePart(scene), 0);
  for (const [n, { deeds }] of steps.entries())
    await Promise.all(deeds.map(({ deed, death }, i) => untilDone(hire, scene, { deed, death, id: `${n}-${i}` }, tally)));
  await startUp(hire(new Life()));
  return tally;
}

interface Attempt {
  readonly deed: Deed;
  readonly death: Death | undefined;
  /** Of the command or movement: the same when it is tried again. */
  readonly id: string;
}

/** After a process that is killed another is asked for the same: by the broker, or by a person. It has just started, or ran all the time. */
async function untilDone(hire: Furnished, scene: Scene, { deed, death, id }: Attempt, tally: Tally): Promise<void> {
  tally.deeds += 1;
  const life = new Life(death);
  const refused = await attempt(life, () => carryOut(hire(life), scene, deed, id));
  if (refused && deed.do === "assess") throw refused;
  if (refused) tally.refused += 1;
  if (!life.isOver) return;
  tally.kills += 1;
  if (death?.restarts) await startUp(hire(new Life()));
  if (deed.do !== "command" || deed.insists) await untilDone(hire, scene, { deed, death: undefined, id }, tally);
}

/** What the work was refused with, where it was and the process lives on. */
async function attempt(life: Life, work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (life.isOver) return undefined;
    if (!isRefusal(error)) throw error;
    return error;
  }
}

/** What a service says to a caller who wants what cannot be. Anything else that is thrown is a fault. */
function isRefusal(error: unknown): boolean {
  const isDomain = [IllegalWorkOrderTransition, RoleMayNot, WorkOrderNotReady, InvalidValue].some((kind) => error instanceof kind);
  return isDomain || (error instanceof ServiceError && ["conflict", "failed_precondition", "not_found"].includes(error.code));
}

async function carryOut(office: Office, scene: Scene, deed: Deed, id: string): Promise<void> {
  switch (deed.do) {
    case "assess":
      return office.takes(assessment(scene, deed), new AbortController().signal);
    case "request":
      await office.orders.raise(orderRequest(scene, deed));
      return startUp(office);
    case "command":
      return give(office, scene, deed, id);
    case "move":
      return move(office, scene, deed, id);
  }
}

async function give({ desk, storedOrders }: Office, { asset, part }: Scene, { kind, role, order }: Deed & { do: "command" }, id: string) {
  const machine = assetKey(assetRef(ORGANISATION, SITE, asset));
  const { items } = await storedOrders.query({ where: { machine }, sort: [{ field: "openedNs", direction: "desc" }], limit: order + 1 });
  const chosen = items[order];
  if (!chosen) return;
  const about = readOrder(chosen.value);
  const command = commandOf(kind, about, part);
  await desk.change({ organisation: ORGANISATION, id: about.id, actor: "li", role, expectedVersion: 0, commandId: id, command });
}

async function move({ parts }: Office, { part }: Scene, { kind, quantity, order }: Deed & { do: "move" }, id: string): Promise<void> {
  const command = {
    kind,
    store: "main",
    quantity,
    ...(kind === "receive" || kind === "count" ? {} : { order: `o${order}` }),
  } as StockCommand;
  await parts.move({ organisation: ORGANISATION, site: siteId(SITE), id: part }, { id, command, actor: "li", note: "" });
}

/** The message of an assessment, as predict publishes it. */
export function assessment({ asset }: Scene, { seconds, state, mode, levelRatio }: Deed & { do: "assess" }): ReceivedMessage {
  const timeNs = at(seconds);
  const ref = assetRef(ORGANISATION, SITE, asset);
  // The same time with another content is another acquisition; state detection never gives two of one time.
  const acquisition = acquisitionId(`a${seconds}`);
  const of = { ref, acquisition, timeNs, featureSet: "core-v1", modelVersion: "m-1" };
  const said = { evidence: [], counterEvidence: [], reasonEn: "why", reasonZh: "原因" };
  const finding = { failureMode: mode, point: pointId("h"), confidence: 0.9, rank: 1, ...said } as const;
  const message = create(AssessmentSchema, {
    condition: conditionToWire({ ...of, state, sinceNs: timeNs, zone: null, onsetNs: null, levelRatio }),
    health: healthToWire({ ...of, health: 0.5, findings: state === "normal" ? [] : [finding], unjudged: [] }),
    prognosis: rulEstimateToWire({ ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" }),
  });
  return { payload: toBinary(AssessmentSchema, message), header: () => undefined } as unknown as ReceivedMessage;
}

function orderRequest({ asset }: Scene, { origin, mode, number }: Deed & { do: "request" }): OrderRequest {
  const text = { en: "look at it", zh: "检查" };
  // A plan's work is not about a fault.
  const failureMode = origin === "plan" ? undefined : mode;
  return {
    ...{ id: `${origin}-${number}-${failureMode}`, origin, openedBy: `${origin}-${number}`, ref: assetRef(ORGANISATION, SITE, asset) },
    ...{ component: "bearing", tier: "plan", timeNs: at(10 * number), dueNs: at(10_000), actor: "rounds", note: "asked for" },
    ...(failureMode === undefined ? {} : { failureMode }),
    task: { title: text, checks: [text], parts: [], tools: [] },
  };
}

export function sparePart({ part }: Scene): SparePart {
  const name = { en: "bearing", zh: "轴承" };
  return {
    organisation: ORGANISATION,
    site: siteId(SITE),
    id: part,
    name,
    unit: "piece",
    supplier: "",
    usedFor: { assets: [], failureModes: [] },
  };
}

/** The command with plausible content: its fault is the order's, its checklist item the first that is open. */
export function commandOf(kind: OrderCommand["kind"], { failureMode, work }: WorkOrder, part: string): OrderCommand {
  switch (kind) {
    case "acknowledge":
    case "start":
      return { kind };
    case "assign":
      return { kind, assignee: "wang" };
    case "plan":
      return { kind, startNs: START_NS, endNs: START_NS + 1n };
    case "resume":
    case "finish":
    case "comment":
      return { kind, note: "so" };
    case "hold":
    case "cancel":
    case "reject":
    case "reopen":
      return { kind, reason: "because" };
    case "verify":
      return { kind, name: "Wang", method: "drawn" };
    case "close":
      return { kind, statement: { ...found(failureMode), workDone: "new bearing", repaired: true } };
    case "tick":
      return { kind, number: (work?.checklist ?? []).find(({ tick }) => !tick)?.number ?? 1 };
    case "book_time":
      return { kind, booking: { person: "li", startNs: START_NS, minutes: 10 } };
    case "book_part":
      return { kind, booking: { part, quantity: 1, store: "main" } };
    case "attach":
      return { kind, file: { name: "a.png", contentType: "image/png", bytes: 1, sha256: "b".repeat(64) } };
  }
}

const found = (failureMode: WorkOrder["failureMode"]) =>
  failureMode === undefined
    ? ({ result: "not_found" } as const)
    : ({ result: "confirmed", failureMode, mechanism: "2.6", cause: "3.4" } as const);
