import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { type JsonObject, openStore } from "@phm/service-kit";
import { ROUND_COLLECTION } from "../../src/inspection/stored-round.js";
import { MIGRATIONS } from "../../src/migrations/migrations.js";

/** A round's document as releases before schema 2 wrote it, frozen here: two points, one inspected, the other missed. */
const ROUND: JsonObject = {
  ...{
    organisation: "acme",
    site: "north",
    route: "R1",
    role: "technician",
    startNs: "01772431200000000000",
    state: "missed",
    lapsed: true,
  },
  figures: { itemCount: 2, inTimeCount: 1, lateCount: 0, missedCount: 1, skippedCount: 0, warnCount: 0, failCount: 0 },
  ...{ raised: {}, unsettled: [] },
  record: {
    ...{
      id: "R1-20260302T0600",
      organisation: "acme",
      site: "north",
      route: "R1",
      routeVersion: "1",
      routeNameEn: "Hall",
      routeNameZh: "泵房",
    },
    ...{ duty: { role: "ORDER_ROLE_TECHNICIAN", person: "zhou" }, expectedMinutes: 30 },
    ...{ startNs: "1772431200000000000", dueNs: "1772438400000000000", missedNs: "1772442000000000000" },
    items: [
      {
        point: "P1",
        records: [
          {
            entry: {
              ...{ id: "a", round: "R1-20260302T0600", point: "P1", standardVersion: "1", numeric: { value: 60, unit: "°C" } },
              ...{ actor: "li", role: "ORDER_ROLE_TECHNICIAN", phoneNs: "1772431800000000000" },
            },
            ...{ takenNs: "1772431800000000000", receivedNs: "1772431800000000000", grade: "INSPECTION_GRADE_OK" },
          },
        ],
      },
      { point: "P2", records: [] },
    ],
  },
};

let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

test("rounds of the release before are counted by person, as they stood when they were written", async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-rounds-form-"));
  const store = await openStore({ database: "unused", folder, file: "workorders.db" });
  const rounds = await store.collection<JsonObject>(ROUND_COLLECTION);
  await rounds.insert("acme:north:R1-20260302T0600", ROUND);
  const migration = MIGRATIONS.find(({ name }) => name === "rounds-name-people");
  await migration?.run(store, { reached: async () => {} } as never);
  const after = (await rounds.get("acme:north:R1-20260302T0600"))?.value;
  expect(after).toMatchObject({
    ...{ figures: ROUND.figures, record: ROUND.record },
    people: { li: { itemCount: 1, inTimeCount: 1 }, zhou: { itemCount: 1, missedCount: 1 } },
  });
  await store.close();
}, 20_000);
