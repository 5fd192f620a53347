import { get, request, send } from "../api/request.js";
import { everyPage } from "../fleet/fleet-api.js";

interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A time in which machines stand anyway; without an asset the whole site does. */
export interface PlannedStop {
  readonly id: string;
  readonly asset: string | null;
  readonly start: string;
  readonly end: string;
  readonly source: string;
  readonly note: string;
}

export interface Plan {
  readonly id: string;
  readonly asset: string;
  readonly component: string;
  readonly task: { readonly title: Words };
  readonly trigger: { readonly kind: "calendar" | "meter" | "condition" };
  readonly retired: boolean;
  /** `waits`: for its order to be done; `unknown`: its meter tells too little; `over`: there is no next time. */
  readonly outlook: "due" | "waits" | "unknown" | "over";
  readonly nextDueAt: string | null;
}

interface Compliance {
  readonly onTimeCount: number;
  readonly lateCount: number;
  readonly overdueCount: number;
  readonly missedCount: number;
  readonly complianceRatio: number | null;
}

const YEAR_MS = 365 * 86_400_000;

/** Those that have not ended yet, soonest first. */
export const plannedStops = (site: string): Promise<PlannedStop[]> => {
  const after = new Date().toISOString();
  return everyStop(`/planned-stops?${new URLSearchParams({ site, after })}&`);
};

const STOPS_PAGE = 100;

async function everyStop(path: string): Promise<PlannedStop[]> {
  const stops: PlannedStop[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await get<{ items: readonly PlannedStop[]; nextCursor?: string }>(`${path}limit=${STOPS_PAGE}${more}`);
    stops.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return stops;
}

export const putPlannedStop = (site: string, id: string, stop: Readonly<Record<string, unknown>>) =>
  send<PlannedStop>("PUT", `/planned-stops/${encodeURIComponent(id)}?${new URLSearchParams({ site })}`, stop);

export const removePlannedStop = (site: string, id: string) =>
  request<undefined>(`/planned-stops/${encodeURIComponent(id)}?${new URLSearchParams({ site })}`, { method: "DELETE" });

export const plans = (site: string): Promise<Plan[]> => everyPage(`/plans?${new URLSearchParams({ site })}&`);

/** What of the plans was done in time over the last year. */
export const compliance = async (site: string): Promise<Compliance> => {
  const from = new Date(Date.now() - YEAR_MS).toISOString();
  return (await get<{ total: Compliance }>(`/plans/compliance?${new URLSearchParams({ site, from })}`)).total;
};
