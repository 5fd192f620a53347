// The reference: the same facts in tables with a column for each, and the same queries, as somebody would write them by hand in SQL.
import Database from "libsql";
import { eventsOf } from "./plant.mjs";

const ORDER_COLUMNS =
  "id organisation site asset component family mode tier state standing urgency openedNs updatedNs dueNs endedNs advisories events assignee suggests".split(
    " ",
  );
const EVENT_COLUMNS = "id organisation site code kind timeNs actor note subject changes machine".split(" ");
const BATCH = 5_000;
const URGENCY = { act_now: "0", plan: "1", watch: "2" };
const FAMILY = { bearing_outer_race: "bearing", imbalance: "rotor", gear: "gear" };

const nsText = (seconds) => (seconds === undefined ? null : `${String(seconds).padStart(10, "0")}000000000`);

const INDEXES = [
  "orders (organisation, openedNs, id)",
  "orders (organisation, site, standing, dueNs, id)",
  "orders (organisation, site, standing, urgency, dueNs, id)",
  "orders (organisation, site, state, updatedNs, id)",
  "orders (organisation, site, asset, openedNs, id)",
  "events (organisation, site, machine, timeNs, id)",
];

/** Fills the tables in a file of their own. */
export function openRawTables(file, plant) {
  const database = new Database(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  for (const [table, columns] of Object.entries({ orders: ORDER_COLUMNS, events: EVENT_COLUMNS })) {
    database.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY, ${columns.slice(1).join(", ")})`);
    fill(database, table, columns, table === "orders" ? orderRows(plant) : eventRows(plant));
  }
  for (const [n, on] of INDEXES.entries()) database.exec(`CREATE INDEX list_${n} ON ${on}`);
  return {
    query: (sql) => {
      const statement = database.prepare(sql);
      return (...values) => statement.all(values);
    },
    close: () => database.close(),
  };
}

export const LISTED = ORDER_COLUMNS.filter((column) => column !== "standing" && column !== "urgency").join(", ");
export const TOLD = EVENT_COLUMNS.filter((column) => column !== "machine").join(", ");

function fill(database, table, columns, rows) {
  const insert = database.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => "?").join(", ")})`);
  let inBatch = 0;
  database.exec("BEGIN");
  for (const row of rows) {
    insert.run(columns.map((column) => row[column] ?? null));
    if (++inBatch % BATCH === 0) database.exec("COMMIT; BEGIN");
  }
  database.exec("COMMIT");
}

function* orderRows(plant) {
  const { organisation } = plant;
  for (let n = 0; n < plant.orders; n++) {
    const { id, machine, failureMode, tier, state, standing, openedS, updatedS, dueS, endedS, assignee } = plant.order(n);
    yield {
      ...{ id, organisation, ...plant.machine(machine), component: "bearing", family: FAMILY[failureMode], mode: failureMode },
      ...{ tier, state, standing: standing ? 1 : 0, urgency: URGENCY[tier], assignee, advisories: 1, events: endedS ? 2 : 1, suggests: 0 },
      ...{ openedNs: nsText(openedS), updatedNs: nsText(updatedS), dueNs: nsText(dueS), endedNs: nsText(endedS) },
    };
  }
}

function* eventRows(plant) {
  for (let n = 0; n < plant.orders; n++) {
    for (const { places, timeS, changes, ...event } of eventsOf(plant, plant.order(n)))
      yield { ...event, code: places.machine, machine: places.machine, timeNs: nsText(timeS), changes: JSON.stringify(changes) };
  }
}
