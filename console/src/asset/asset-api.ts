import type { ConditionLevel, Finding, RulStatus, Unjudged, Zone } from "@phm/domain";
import { get } from "../api/request.js";
import type { OrderRow } from "../fleet/fleet-api.js";

export interface AssetDetail {
  readonly id: string;
  readonly site: string;
  readonly kind: string;
  /** Upper ends of zones A, B and C; null where no machine class is stated. */
  readonly zoneLimits: {
    readonly velocityRmsMmPerS: readonly [number, number, number];
    readonly displacementRmsUm: readonly [number, number, number];
  } | null;
  readonly points: readonly { readonly id: string; readonly unit: string; readonly quantity: string }[];
}

/** What stands of a machine now. */
export interface Standing {
  readonly asOf: { readonly time: string };
  readonly condition: {
    readonly state: ConditionLevel;
    readonly since: string;
    readonly zone: Zone | null;
    readonly levelRatio: number | null;
  };
  readonly onset: { readonly time: string } | null;
  readonly findings: readonly Finding[];
  readonly unjudged: readonly Unjudged[];
  readonly rul: {
    readonly status: RulStatus;
    readonly p10S?: number;
    readonly p50S?: number;
    readonly p90S?: number;
    readonly reason: string;
    readonly reasonZh: string;
  };
}

export interface FeatureColumns {
  readonly unit: string;
  readonly times: readonly string[];
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface LifeHistory {
  readonly times: readonly string[];
  readonly columns: {
    readonly p10S: readonly (number | null)[];
    readonly p50S: readonly (number | null)[];
    readonly p90S: readonly (number | null)[];
    readonly actualRemainingS: readonly (number | null)[];
  };
}

const POINTS = 2_000;

/** Which machine: two sites may each have one of that name. */
export interface AssetPlace {
  readonly site: string;
  readonly asset: string;
}

/** @param more parameters of the query */
const of = ({ site, asset }: AssetPlace, path: string, more: Readonly<Record<string, string>> = {}) =>
  `/assets/${encodeURIComponent(asset)}${path}?${new URLSearchParams({ site, ...more })}`;

export const assetDetail = (place: AssetPlace): Promise<AssetDetail> => get(of(place, ""));
export const standing = (place: AssetPlace): Promise<Standing> => get(of(place, "/condition"));
export const lifeHistory = (place: AssetPlace): Promise<LifeHistory> => get(of(place, "/rul/history", { points: String(POINTS) }));
export const featureTrend = (place: AssetPlace, point: string): Promise<FeatureColumns> =>
  get(of(place, "/features", { point, points: String(POINTS) }));
export const ordersOf = async ({ site, asset }: AssetPlace): Promise<readonly OrderRow[]> =>
  (await get<{ items: readonly OrderRow[] }>(`/work-orders?${new URLSearchParams({ site, asset, summary: "true" })}`)).items;
