import { assetId, parseTimeNs, siteId } from "@phm/domain";
import type { Request } from "express";
import { queryText } from "../request-parameters.js";
import type { EventKind } from "../schemas/events.js";
import { permits } from "../sharing/permission.js";
import { machineOf, type SharingContext, tell, timeNow } from "../sharing/shared-asset.js";
import { nothingShared, type SharedRequest, sharedOf } from "../sharing/shared-request.js";
import type { DataClass, SharedAsset, SharingContract } from "../sharing/sharing-contract.js";
import type { ApiEvent } from "./event-of.js";
import type { EventStream } from "./event-stream.js";

/** How long an ended contract may still be followed; well within the second that is promised. */
const ASK_MS = 500;

const CLASS_OF: Readonly<Record<EventKind, DataClass>> = {
  condition: "condition",
  health: "condition",
  alarm: "condition",
  advisory: "condition",
  prognosis: "remaining_life",
  workorder: "work_order_status",
};
const ALWAYS_SHOWN = new Set(["site", "asset", "time"]);

/** What a stream of events shows. */
export interface ShownEvents {
  /** The event as the listener is told it; undefined where it is not told. */
  shown(event: ApiEvent): Promise<ApiEvent | undefined>;
  /** Ends the stream soon after nothing of what it is about is shown any more, and when that cannot be known. */
  watch(stream: EventStream): void;
}

const ALL: ShownEvents = { shown: async (event) => event, watch: () => {} };

/**
 * What a stream of events shows: all of the own organisation; of another one what its contracts show, as they stand within half a second.
 * @throws ServiceError not_found where nothing is shown from the start
 */
export async function shownEvents(context: SharingContext, request: Request): Promise<ShownEvents> {
  const shared = sharedOf(request);
  if (!shared) return ALL;
  const about = machineAskedFor(request);
  const read = () => context.contracts.inForceBetween(shared.owner, shared.oem, timeNow());
  let contracts = await read();
  const shows = await showsAnything(context, contracts, shared, about);
  const [first] = contracts;
  await tell(context, shared, request, shows && first ? { contract: first.id, dataClass: shared.shares } : undefined);
  if (!shows) throw nothingShared();
  return {
    shown: (event) => shownOf(context, contracts, shared, event),
    watch: (stream) => {
      const ask = async () => {
        try {
          contracts = await read();
          if (!(await showsAnything(context, contracts, shared, about))) stream.end();
        } catch {
          stream.end();
        }
        if (!stream.signal.aborted) timer = setTimeout(ask, ASK_MS);
      };
      let timer = setTimeout(ask, ASK_MS);
      stream.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    },
  };
}

async function shownOf(
  context: SharingContext,
  contracts: readonly SharingContract[],
  { owner, oem }: SharedRequest,
  event: ApiEvent,
): Promise<ApiEvent | undefined> {
  const asked = { site: siteId(event.data.site), asset: assetId(event.data.asset) };
  const of = await machineOf(context, contracts, owner, asked);
  const permission = permits(contracts, { owner, oem, of, dataClass: CLASS_OF[event.kind] }, timeNow());
  if (permission?.resolution !== "raw") return undefined;
  const timeNs = parseTimeNs(event.data.time, "time");
  if (timeNs >= permission.untilNs || timeNs < (permission.fromNs ?? 0n)) return undefined;
  const { fields } = permission;
  if (!fields) return event;
  const data = Object.fromEntries(Object.entries(event.data).filter(([name]) => ALWAYS_SHOWN.has(name) || fields.has(name)));
  return { ...event, data: data as ApiEvent["data"] };
}

/** The machine that a stream is about, where it is about one alone. */
function machineAskedFor(request: Request): SharedAsset | undefined {
  const [site, asset] = [queryText(request, "site"), queryText(request, "asset")];
  return site === undefined || asset === undefined ? undefined : { site: siteId(site), asset: assetId(asset) };
}

async function showsAnything(
  context: SharingContext,
  contracts: readonly SharingContract[],
  { owner, oem }: SharedRequest,
  about: SharedAsset | undefined,
): Promise<boolean> {
  if (!about) return contracts.length > 0;
  const of = await machineOf(context, contracts, owner, about);
  return Object.values(CLASS_OF).some((dataClass) => permits(contracts, { owner, oem, of, dataClass }, timeNow()));
}
