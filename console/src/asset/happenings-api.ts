import type { AlarmRow, AlarmStep } from "../alarms/alarm-api.js";
import { get } from "../api/request.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { readTicket } from "../ticket/ticket-api.js";
import { type AssetPlace, ordersOf } from "./asset-api.js";
import { type Happening, happeningsOf } from "./happenings.js";

interface Items<Row> {
  readonly items: readonly Row[];
}

interface GapMap {
  readonly points: readonly { readonly point: string; readonly gaps: readonly { readonly from: string; readonly to: string }[] }[];
}

/** Newest orders that are looked into for a repair. */
const LOOKED_INTO = 20;
const STEPS = 500;

/** What has happened to a machine, as far as a trend of one of its points shows it. */
export async function happenings(place: AssetPlace, point: string): Promise<Happening[]> {
  const asked = new URLSearchParams({ site: place.site, asset: place.asset });
  const [orders, alarms, gaps] = await Promise.all([
    ordersOf(place),
    get<Items<AlarmRow>>(`/alarms?${asked}`),
    get<GapMap>(`/assets/${encodeURIComponent(place.asset)}/gaps?${new URLSearchParams({ site: place.site, point })}`),
  ]);
  const [steps, repairs] = await Promise.all([Promise.all(alarms.items.map(stepsOf)), repairsOf(orders)]);
  const missing = gaps.points.filter((each) => each.point === point).flatMap((each) => each.gaps);
  return happeningsOf({ orders, repairs, alarms: steps, gaps: missing });
}

async function stepsOf({ id }: AlarmRow): Promise<readonly AlarmStep[]> {
  return (await get<Items<AlarmStep>>(`/alarms/${encodeURIComponent(id)}/transitions?limit=${STEPS}`)).items;
}

/** Of orders that were closed, those after which the machine was repaired. */
async function repairsOf(orders: readonly OrderRow[]): Promise<{ readonly id: string; readonly time: string }[]> {
  const closed = orders.filter(({ state }) => state === "closed").slice(0, LOOKED_INTO);
  const read = await Promise.all(closed.map(({ id }) => readTicket(id)));
  return read.flatMap(({ ticket: { id, verdict } }) => (verdict?.repaired ? [{ id, time: verdict.time }] : []));
}
