import { expect, test } from "@jest/globals";
import { organisationId, siteId } from "@phm/domain";
import { builtInMapping, countedStockOf, readRecords, sparePartOf } from "../src/index.js";

const PLACE = { organisation: organisationId("acme"), site: siteId("plant") };
async function* bytes(text: string) {
  yield Buffer.from(text);
}
const HEADING = "id,nameEn,nameZh,unit,supplier,leadTimeDays,assets,failureModes";
const parts = async (...rows: string[]) =>
  (await readRecords(bytes([HEADING, ...rows].join("\n")), await builtInMapping("phm-parts"))).records;

test("a row is a part; a name in one language stands for both", async () => {
  const [bearing] = await parts("6205,,深沟球轴承,piece,SKF,14,pump-1; pump-2,bearing_outer_race;bearing_inner_race");
  expect(sparePartOf(bearing as never, PLACE)).toEqual({
    ...{ ...PLACE, id: "6205", name: { en: "深沟球轴承", zh: "深沟球轴承" }, unit: "piece", supplier: "SKF", leadTimeDays: 14 },
    usedFor: { assets: ["pump-1", "pump-2"], failureModes: ["bearing_outer_race", "bearing_inner_race"] },
  });
});

test.each([
  ["6205,a,b,piece,,,,rust", "failureModes"],
  ["62 05,a,b,piece,,,,", "id"],
  ["6205,a,b,piece,,9999,,", "leadTimeDays"],
])("%s is refused by its field", async (row, field) => {
  const [record] = await parts(row);
  expect(() => sparePartOf(record as never, PLACE)).toThrow(expect.objectContaining({ field }));
});

test("stock is a count at a store, never below zero, with limits in order", async () => {
  const read = async (row: string) => readRecords(bytes(`part,store,onHand,min,max\n${row}`), await builtInMapping("phm-stock"));
  expect(countedStockOf((await read("6205,A,3,1,5")).records[0] as never)).toEqual({ part: "6205", store: "A", onHand: 3, min: 1, max: 5 });
  expect((await read("6205,A,-1,,")).problems).toMatchObject([{ line: 2, column: "onHand", reason: "out_of_range" }]);
  const turned = (await read("6205,A,3,5,1")).records[0] as never;
  expect(() => countedStockOf(turned)).toThrow(expect.objectContaining({ field: "max" }));
});
