import { workOrderFromWire } from "@phm/contracts";
import { DEFAULT_SITE, formatTimeNs, organisationId } from "@phm/domain";
import { operation } from "../api/operation.js";
import { listOf, organisation, PLACE, page } from "../api/parameters.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { sharedMachine, workOrderStatus } from "../schemas/shared.js";
import { timeNow } from "../sharing/shared-asset.js";
import { sharedMachines } from "../sharing/shared-machines.js";
import { shownRange } from "../sharing/shared-request.js";

const MAX_PAGE = 500;
const EVERYTHING = { fromNs: 0n, toNs: 0n };

/** What an equipment maker sees of others. */
export const sharedOperations = [
  operation({
    id: "listShared",
    method: "get",
    path: "/shared",
    demand: "partner",
    tag: "Sharing",
    summary: "Machines of other organisations that are shared with the own one, and what of each",
    query: { organisation, ...page(MAX_PAGE) },
    answer: listOf(sharedMachine),
    handle: async (context, { request }) => {
      const { limit, cursor } = pageOf(request, MAX_PAGE);
      const machines = await sharedMachines(context, organisationId(organisationOf(request)), timeNow());
      const left = machines.filter(({ key }) => key > cursor);
      const shown = left.slice(0, limit);
      const last = shown.at(-1);
      return { items: shown.map(({ machine }) => machine), nextCursor: last && left.length > limit ? last.key : undefined };
    },
  }),
  operation({
    id: "listWorkOrderStatus",
    method: "get",
    path: "/assets/:asset/work-order-status",
    demand: "read",
    shares: "work_order_status",
    tag: "Sharing",
    summary: "How far the work on a machine is, without who does it and what it costs",
    query: { ...PLACE, ...page(MAX_PAGE) },
    answer: listOf(workOrderStatus),
    handle: async ({ workorders }, { request }) => {
      const { organisation: owner, asset } = assetOf(request);
      const site = queryText(request, "site") ?? DEFAULT_SITE;
      const { fromNs, toNs } = shownRange(request, EVERYTHING);
      const { workOrders, nextCursor } = await workorders.orders.listWorkOrders({
        organisation: owner,
        site,
        asset,
        ...pageOf(request, MAX_PAGE),
      });
      const orders = workOrders.map((order) => workOrderFromWire(order));
      // What has changed since says more than is shown yet.
      const shown = orders.filter(({ openedNs, updatedNs }) => openedNs >= fromNs && (toNs === 0n || updatedNs < toNs));
      return {
        items: shown.map(({ id, state, tier, failureMode, openedNs, dueNs, updatedNs }) => {
          const times = { time: formatTimeNs(openedNs), due: formatTimeNs(dueNs), updated: formatTimeNs(updatedNs) };
          return { id, state, tier, failureMode: failureMode ?? null, ...times };
        }),
        nextCursor: nextCursor || undefined,
      };
    },
  }),
];
