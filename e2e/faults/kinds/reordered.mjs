import { between } from "../chance.mjs";
import { oneOrder } from "./kill.mjs";

/** Event time by which an acquisition may come after later ones, s: the life has one each ten minutes. */
const WINDOW_S = 3_000;
const MOST_PLACES = 4;
/** What does not tell of the order in which things came: the order was opened by what was known then, and tells so. */
const WITHOUT_ORDER = ["answered", "features", "waveforms", "damaged", "missing", "evidence", "standing"];

/** Acquisitions that overtake each other on their way, within the reorder window. */
export const reordered = {
  kind: "reordered delivery",
  shortRuns: 1,
  longRuns: 4,
  scenario: (random) => ({
    strikes: [],
    order: (acquisitions) =>
      [...acquisitions]
        .map((acquisition, i) => ({ acquisition, place: i + between(0, MOST_PLACES, random) }))
        .sort((a, b) => a.place - b.place)
        .map(({ acquisition }) => acquisition),
    setUp: async () => ({ options: { env: { PHM_REORDER_WINDOW: `${WINDOW_S}s` } } }),
    promised: WITHOUT_ORDER,
    afterwards: oneOrder,
  }),
};
