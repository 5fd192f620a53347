import type { FailureMode, FaultKnowledge } from "@phm/domain";
import { get, request, send } from "../api/request.js";

interface Items<Row> {
  readonly items: readonly Row[];
}

interface Ratio {
  readonly ratio: number;
  readonly caseCount: number;
}

/** Figures of maintenance of a site over a time; null where there is no case. */
export interface Figures {
  readonly machineCount: number;
  readonly openedCount: number;
  readonly endedCount: number;
  readonly backlogCount: number;
  readonly overdueCount: number;
  readonly failureCount: number;
  readonly meanTimeBetweenFailuresS: number | null;
  readonly meanTimeToRepairS: number | null;
  readonly availabilityRatio: number | null;
  readonly planned: Ratio | null;
  readonly precision: Ratio | null;
  readonly leadTimeGainedS: number | null;
  readonly cost: { readonly labour: number; readonly parts: number };
}

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A model of remaining life, with what is known of how it does. */
export interface Model {
  readonly model: string;
  readonly state: string;
  readonly since: string | null;
  readonly builtIn: boolean;
  readonly kind: string;
  readonly card?: {
    readonly data: string;
    readonly licence: string;
    readonly lives: number;
    readonly limits: string;
    readonly scores: readonly {
      readonly name: string;
      readonly lives: number;
      readonly pinballLn: Interval | null;
      readonly coverageRatio: Interval | null;
    }[];
  };
  readonly live: { readonly lives: number; readonly coverageRatio: number | null };
  readonly drift: readonly { readonly input: string; readonly stabilityIndex: number | null; readonly drifted: boolean }[];
}

export interface ModelEvent {
  readonly sequence: number;
  readonly model: string;
  readonly from: string | null;
  readonly to: string;
  readonly time: string;
  readonly actor: string;
  readonly reason: string;
  readonly forced: boolean;
}

export interface ReadModels {
  readonly models: readonly Model[];
  readonly etag: string | undefined;
  readonly events: readonly ModelEvent[];
}

/** What the waveform archive takes. */
export interface Storage {
  readonly tiers: readonly {
    readonly criticality: "low" | "medium" | "high";
    readonly machineCount: number;
    readonly acquisitionCount: number;
    readonly bytes: number;
    readonly pinnedBytes: number;
  }[];
  readonly countedAt: string | null;
  readonly budgetBytes: number | null;
  readonly bytesPerDay: number | null;
  readonly fullInDays: number | null;
}

/** What is known of a fault at a site. */
export interface Knowledge extends FaultKnowledge {
  readonly version: number;
  readonly isSiteEntry: boolean;
}

export interface Revision {
  readonly version: number;
  readonly author: string;
  readonly time: string;
  readonly note: string;
}

const YEAR_MS = 365 * 86_400_000;
const asked = (site: string, more: Readonly<Record<string, string>> = {}) => new URLSearchParams({ site, ...more });

export const figures = (site: string): Promise<Figures> => {
  const now = Date.now();
  return get(`/kpis?${asked(site, { from: new Date(now - YEAR_MS).toISOString(), to: new Date(now).toISOString() })}`);
};

export async function readModels(site: string): Promise<ReadModels> {
  const { body, etag } = await request<Items<Model>>(`/models?${asked(site)}`);
  const { items } = await get<Items<ModelEvent>>(`/model-events?${asked(site, { limit: "50" })}`);
  return { models: body.items, etag, events: items };
}

export interface Decision {
  readonly model: string;
  readonly word: "promote" | "rollback";
  readonly body: Readonly<Record<string, unknown>>;
}

/** @throws ApiError, of status 409 or 412 where the models have changed since they were read, or the gate refuses */
export const decide = (site: string, { etag }: ReadModels, { model, word, body }: Decision) =>
  send<Model>("POST", `/models/${encodeURIComponent(model)}/${word}?${asked(site)}`, body, etag ? { "If-Match": etag } : {});

export const storage = (): Promise<Storage> => get("/retention/usage");
export const knowledge = async (site: string): Promise<readonly Knowledge[]> =>
  (await get<Items<Knowledge>>(`/knowledge?${asked(site)}`)).items;
export const knowledgeHistory = async (site: string, mode: FailureMode): Promise<readonly Revision[]> =>
  (await get<Items<Revision>>(`/knowledge/${mode}/history?${asked(site)}`)).items;

/** Who changes something, and why. */
export interface Change {
  readonly author: string;
  readonly note: string;
}

const entryPath = (site: string, { failureMode }: Knowledge) => `/knowledge/${failureMode}?${asked(site)}`;
const asRead = ({ version }: Knowledge) => ({ "If-Match": `"${version}"`, "Content-Type": "application/json" });

/** @throws ApiError where somebody else has changed the entry since it was read */
export function putKnowledge(site: string, entry: Knowledge, change: Change) {
  const { reportedAs, mechanism, causes, confirm, actions, checks, tools, parts, estimatedHours, urgency } = entry;
  const knowledge = { reportedAs, mechanism, causes, confirm, actions, checks, tools, parts, estimatedHours, urgency };
  return send("PUT", entryPath(site, entry), { ...change, knowledge }, asRead(entry));
}

/** From here on the suite's own entry holds again. */
export const removeKnowledge = (site: string, entry: Knowledge, change: Change) =>
  request(entryPath(site, entry), { method: "DELETE", headers: asRead(entry), body: JSON.stringify(change) });
