// A plant as plain facts: what is asked for by its number is always the same, so that two programs can build it without a word between them.

const SITES = 20;
const AREAS_A_SITE = 10;
const LINES_AN_AREA = 10;
const START_S = 1_600_000_000;
const YEARS_S = 5 * 365 * 86_400;
const DAY_S = 86_400;
/** One order in so many still stands. */
const STANDING_EVERY = 33;
const STANDING_STATES = ["open", "acknowledged", "planned", "in_progress", "on_hold", "done", "verified"];
const ENDED_STATES = ["closed", "closed", "closed", "closed", "cancelled", "rejected"];
const MODES = ["bearing_outer_race", "imbalance", "gear"];
const PEOPLE = 200;

/** 32 bits that follow from the seed and some numbers: the finaliser of MurmurHash3. */
function hash(...numbers) {
  let mixed = 0x9e3779b9;
  for (const number of numbers) {
    mixed = Math.imul(mixed ^ number, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}

const digits = (number, length) => String(number).padStart(length, "0");

/**
 * @param assets how many machines, spread over twenty sites, each on a line in an area
 * @param orders how many work orders; one in thirty-three stands, at most one a machine, the others have ended within five years
 */
export function plantOf({ assets, orders, seed }) {
  if (orders > assets * STANDING_EVERY) throw new Error(`${orders} orders need at least ${Math.ceil(orders / STANDING_EVERY)} assets`);
  const pick = (values, ...of) => values[hash(seed, ...of) % values.length];
  const machine = (n) => {
    const site = n % SITES;
    const area = hash(seed, n, 1) % AREAS_A_SITE;
    const line = hash(seed, n, 2) % LINES_AN_AREA;
    const place = `S${digits(site, 2)}-A${area}`;
    return {
      asset: `pump-${digits(n, 6)}`,
      site: `site-${digits(site, 2)}`,
      places: { site: `S${digits(site, 2)}`, area: place, line: `${place}-L${line}`, machine: `M-${digits(n, 6)}` },
    };
  };
  const order = (n) => {
    const isStanding = n % STANDING_EVERY === 0;
    const openedS = START_S + (hash(seed, n, 3) % YEARS_S);
    const workedS = (hash(seed, n, 4) % (30 * DAY_S)) + 1;
    return {
      id: `WO-${digits(hash(seed, n, 5), 10)}-${digits(n, 7)}`,
      machine: isStanding ? n / STANDING_EVERY : hash(seed, n, 6) % assets,
      state: pick(isStanding ? STANDING_STATES : ENDED_STATES, n, 7),
      standing: isStanding,
      tier: hash(seed, n, 8) % 4 === 0 ? "act_now" : "plan",
      failureMode: pick(MODES, n, 9),
      openedS,
      updatedS: openedS + workedS,
      dueS: openedS + (hash(seed, n, 10) % (90 * DAY_S)),
      ...(isStanding ? {} : { endedS: openedS + workedS }),
      ...(hash(seed, n, 11) % 2 === 0 ? { assignee: `person-${hash(seed, n, 12) % PEOPLE}` } : {}),
    };
  };
  return { assets, orders, organisation: "acme", sites: Math.min(SITES, assets), machine, order, hash: (...of) => hash(seed, ...of) };
}

/** What the machine's time line tells of an order: that it was opened, and how it ended. */
export function eventsOf({ organisation, machine }, order) {
  const { site, places } = machine(order.machine);
  const event = (number, timeS, word) => ({
    id: `${organisation}:${site}:order:${order.id}:${digits(number, 9)}`,
    ...{ organisation, site, places, timeS, kind: "order", actor: number === 1 ? "rules-1" : "person-1", note: "", subject: order.id },
    changes: [
      { field: "event", before: "", after: word },
      { field: "state", before: "", after: number === 1 ? "open" : order.state },
    ],
  });
  return [event(1, order.openedS, "opened"), ...(order.standing ? [] : [event(2, order.endedS, order.state)])];
}
