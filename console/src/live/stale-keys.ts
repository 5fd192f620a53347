import type { LiveEvent } from "./live-feed.js";

/** What is shown that an event makes old, by the keys of its queries. */
export function staleKeys({ kind, site, asset, id }: LiveEvent): readonly (readonly unknown[])[] {
  const place = { site, asset };
  const ofMachine = (...names: string[]) => names.map((name) => [name, place]);
  switch (kind) {
    case "condition":
      return [["fleet"], ...ofMachine("standing", "trend")];
    case "prognosis":
      return [["fleet"], ...ofMachine("life")];
    case "alarm":
      return [["alarms"], ["alarm", id], ...ofMachine("happenings")];
    case "advisory":
      return [["orders"], ...ofMachine("standing")];
    case "workorder":
      return [["orders"], ["ticket", id], ...ofMachine("happenings")];
  }
}
