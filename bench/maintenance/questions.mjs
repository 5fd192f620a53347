// What people ask of a large plant: as a request to the service, and the same in SQL by hand.
import { LISTED, TOLD } from "./raw-tables.mjs";

const PAGE = 100;
/** How many pages into a list the deep ones are. */
const DEEP_PAGES = 20;
const DUE_BEFORE_S = 1_700_000_000;

/** Each draws a request, and rows of the tables as a function. */
export function questionsOf(plant, tables) {
  const { organisation } = plant;
  const list = (where, order) => tables.query(`SELECT ${LISTED} FROM orders WHERE ${where} ORDER BY ${order} LIMIT ${PAGE + 1}`);
  const siteOf = (n) => plant.machine(plant.hash(n, 21) % plant.sites).site;
  const machineOf = (n) => plant.machine(plant.hash(n, 22) % plant.assets);
  const asked = (request, rows) => ({ request: { organisation, limit: PAGE, ...request }, rows });
  const ofSite = (name, request, sql) => ({
    ...{ name, what: "orders" },
    draw: (n) => asked({ ...request, site: siteOf(n) }, () => sql(organisation, siteOf(n))),
  });

  const standing = "organisation = ? AND site = ? AND standing = 1";
  const closed = "organisation = ? AND site = ? AND state = 'closed'";
  const dueNs = `${DUE_BEFORE_S}000000000`;
  const ofAsset = list("organisation = ? AND site = ? AND asset = ?", "openedNs DESC, id DESC");
  const newest = list("organisation = ?", "openedNs DESC, id DESC");
  const told = tables.query(
    `SELECT ${TOLD} FROM events WHERE organisation = ? AND site = ? AND machine = ? ORDER BY timeNs DESC, id DESC LIMIT ${PAGE + 1}`,
  );
  const standingOf = list("organisation = ? AND site = ? AND asset = ? AND standing = 1", "openedNs DESC, id DESC");
  const isTold = tables.query("SELECT id FROM events WHERE id = ?");
  const ofMachine = (n, rows) => {
    const machine = machineOf(n);
    return { request: { site: machine.site, asset: machine.asset, code: machine.places.machine, limit: PAGE }, rows: () => rows(machine) };
  };
  return [
    ofSite("a site's standing orders, soonest due first", { onlyStanding: true, sort: "due" }, list(standing, "dueNs, id")),
    ofSite("a site's standing orders, most urgent first", { onlyStanding: true, sort: "urgency" }, list(standing, "urgency, dueNs, id")),
    ofSite(
      "a site's standing orders of the most urgent tier that are due before a day",
      { onlyStanding: true, sort: "due", tier: "act_now", dueBeforeNs: dueNs },
      list(`${standing} AND urgency = '0' AND dueNs < '${dueNs}'`, "dueNs, id"),
    ),
    ofSite("a site's closed orders, latest change first", { state: "closed", sort: "updated" }, list(closed, "updatedNs DESC, id DESC")),
    {
      name: `the same, ${DEEP_PAGES} pages on`,
      what: "orders",
      draw: deepPages(
        (n) => asked({ site: siteOf(n), state: "closed", sort: "updated" }),
        list(`${closed} AND (updatedNs, id) < (?, ?)`, "updatedNs DESC, id DESC"),
        ({ updatedNs, id }) => [updatedNs, id],
      ),
    },
    {
      name: "an organisation's orders, newest first",
      what: "orders",
      draw: () => asked({}, () => newest(organisation)),
    },
    {
      name: "a machine's orders, newest first",
      what: "orders",
      draw: (n) => {
        const { site, asset } = machineOf(n);
        return asked({ site, asset }, () => ofAsset(organisation, site, asset));
      },
    },
    {
      name: "a machine's time line",
      what: "timeline",
      draw: (n) => ofMachine(n, ({ site, places }) => told(organisation, site, places.machine)),
    },
    {
      name: "the same after a look at what its standing orders have since",
      what: "currentTimeline",
      draw: (n) =>
        ofMachine(n, ({ site, asset, places }) => {
          for (const { id, events } of standingOf(organisation, site, asset))
            isTold(`${organisation}:${site}:order:${id}:00000000${events}`);
          return told(organisation, site, places.machine);
        }),
    },
  ];
}

/** The page so far into the list of each site, walked to once with the service's cursors. */
function deepPages(first, sql, positionOf) {
  const pages = new Map();
  return async (n, reader) => {
    const { request } = first(n);
    const { organisation, site } = request;
    if (!pages.has(site)) {
      let page = { position: ["9", ""] };
      for (let i = 0; i < DEEP_PAGES; i++) {
        const { ids, nextCursor } = await reader.ask("orders", { ...request, cursor: page.cursor });
        if (!nextCursor) break;
        page = { cursor: nextCursor, position: positionOf(sql(organisation, site, ...page.position)[ids.length - 1]) };
      }
      pages.set(site, page);
    }
    const { cursor, position } = pages.get(site);
    return { request: { ...request, cursor }, rows: () => sql(organisation, site, ...position) };
  };
}
