import type { AdvisoryMessage, WorkOrderMessage } from "@phm/contracts";
import { ServiceError } from "@phm/service-kit";
import type { EvidenceClients } from "./evidence-clients.js";
import { type RecomputedAdvisory, recomputeEvidence } from "./recompute-evidence.js";

/** What a work order rests on, said again. */
export interface OrderEvidence {
  readonly order: string;
  readonly asset: string;
  readonly advisories: readonly RecomputedAdvisory[];
  /** Pinned acquisitions without an advisory on record. */
  readonly unknown: readonly string[];
}

const PAGE = 500;

/** Recomputes every advisory that an order rests on, from what the archive pins for it. */
export async function orderEvidence({ id, ref }: WorkOrderMessage, clients: EvidenceClients): Promise<OrderEvidence> {
  if (!ref) throw new ServiceError("internal", `work order ${id} came without its machine`);
  const { pins } = await clients.retention.listPins({ ref, record: id });
  const pinned = new Set(pins.map(({ acquisition }) => acquisition));
  const given = await advisoriesOf(ref, pinned, clients);
  const advisories: RecomputedAdvisory[] = [];
  for (const advisory of given) advisories.push(await recomputeEvidence(advisory, clients));
  const known = new Set(given.map(({ acquisition }) => acquisition));
  return { order: id, asset: ref.asset, advisories, unknown: [...pinned].filter((acquisition) => !known.has(acquisition)) };
}

async function advisoriesOf(
  ref: NonNullable<WorkOrderMessage["ref"]>,
  acquisitions: ReadonlySet<string>,
  { advisories }: EvidenceClients,
): Promise<AdvisoryMessage[]> {
  const found: AdvisoryMessage[] = [];
  let cursor = "";
  do {
    const page = await advisories.listAdvisories({ ref, limit: PAGE, cursor });
    found.push(...page.advisories.filter(({ acquisition }) => acquisitions.has(acquisition)));
    cursor = page.nextCursor;
  } while (cursor !== "");
  return found;
}

/** Every order of a site, or the one that is named. */
export async function* ordersOf(
  { order, organisation, site }: { readonly order?: string | undefined; readonly organisation: string; readonly site: string },
  { orders }: EvidenceClients,
): AsyncGenerator<WorkOrderMessage> {
  if (order !== undefined) {
    const { workOrder } = await orders.getWorkOrder({ organisation, id: order });
    if (workOrder) yield workOrder;
    return;
  }
  let cursor = "";
  do {
    const page = await orders.listWorkOrders({ organisation, site, limit: PAGE, cursor });
    yield* page.workOrders;
    cursor = page.nextCursor;
  } while (cursor !== "");
}
