import { get, request, send } from "../api/request.js";
import type { EntryReport, Round, TakenRound } from "./round-types.js";
import type { RoundApi } from "./upload.js";

const AT = "/inspection";
const SHOWN = 100;

const of = (site: string) => `site=${encodeURIComponent(site)}`;

/** Rounds of a site that can still be walked, soonest first. */
export async function walkableRounds(site: string): Promise<Round[]> {
  const lists = await Promise.all(
    ["due", "in_progress", "late"].map((state) => get<{ items: Round[] }>(`${AT}/rounds?state=${state}&limit=${SHOWN}&${of(site)}`)),
  );
  return lists.flatMap(({ items }) => items).sort((a, b) => (a.due < b.due ? -1 : 1));
}

export async function roundToTake(site: string, id: string): Promise<TakenRound> {
  return { ...(await get<Omit<TakenRound, "site">>(`${AT}/rounds/${encodeURIComponent(id)}?${of(site)}`)), site };
}

export const ROUND_API: RoundApi = {
  upload: async (site, sent, entries) =>
    (await send<{ items: EntryReport[] }>("POST", `${AT}/uploads?${of(site)}`, { sent, entries })).body.items,
  missingPhotos: async (sha256) => (await send<{ sha256: string[] }>("POST", `${AT}/photos/missing`, { sha256 })).body.sha256,
  putPhoto: async (sha256, content) => {
    await request(`${AT}/photos/${sha256}`, { method: "PUT", body: content, headers: { "Content-Type": content.type } });
  },
};
