import { expect, test } from "@jest/globals";
import { organisationId, placedParts, siteId } from "@phm/domain";
import { builtInMapping, readRecords, statedBills, statedCustomers } from "../src/index.js";

const PLACE = { organisation: organisationId("acme"), site: siteId("plant") };
async function* bytes(text: string) {
  yield Buffer.from(text);
}
const read = async (mapping: string, heading: string, ...rows: string[]) =>
  (await readRecords(bytes([heading, ...rows].join("\n")), await builtInMapping(mapping))).records;
const bills = async (...rows: string[]) =>
  statedBills(await read("phm-bills", "asset,position,assembly,part,name,quantity,component", ...rows), PLACE);
const customers = async (...rows: string[]) =>
  statedCustomers(await read("phm-customers", "id,name,address,contact,role,email,phone,owns,operates", ...rows), PLACE);

test("the rows of a machine are one bill, in whatever order they come", async () => {
  const { bills: read, problems } = await bills("pump,1.1,1,6205,,2,", "fan,1,,6310,Bearing,1,drive", "pump,1,,,Gear unit,3,gearbox");
  expect(problems).toEqual([]);
  expect(read.map(({ bill, lines }) => [bill.ref.asset, lines])).toEqual([
    ["pump", [2, 4]],
    ["fan", [3]],
  ]);
  expect(placedParts(read[0]?.bill as never)).toEqual([{ part: "6205", position: "1.1", quantity: 6, component: "gearbox" }]);
});

test("a bill with an assembly within itself is refused at its row, the machine's others say where to look, other machines are taken", async () => {
  const { bills: read, problems } = await bills("pump,1,2,6205,,1,", "pump,2,1,6205,,1,", "pump,3,,6205,,1,", "fan,1,,6310,,1,");
  expect(read.map(({ bill }) => bill.ref.asset)).toEqual(["fan"]);
  expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [2, "assembly", "cycle"],
    [3, "asset", "bill_refused"],
    [4, "asset", "bill_refused"],
  ]);
});

test.each([
  ["pump,1,,62 05,,1,", "part"],
  ["pump,1,9,6205,,1,", "assembly"],
  ["pump,1,,6205,,0,", "quantity"],
  ["pu mp,1,,6205,,1,", "asset"],
])("the line %s is refused by its column", async (row, column) => {
  expect((await bills(row)).problems).toMatchObject([{ line: 2, column }]);
});

test("the contacts of a customer are its rows; what is of the customer is stated once or alike", async () => {
  const { customers: read, problems } = await customers(
    "C-1,Mill,1 River Road,Zhao Qiang,maintenance,zhao@mill.example,123,S1-L1,S1-L1-M1; S1-L1-M2",
    "C-1,,,Li Hua,purchasing,,,,S1-L1-M1",
  );
  expect(problems).toEqual([]);
  expect(read[0]?.customer).toEqual({
    ...{ organisation: "acme", id: "C-1", name: "Mill", address: "1 River Road" },
    contacts: [
      { name: "Zhao Qiang", role: "maintenance", email: "zhao@mill.example", phone: "123" },
      { name: "Li Hua", role: "purchasing", email: "", phone: "" },
    ],
  });
  expect(read[0]?.links.map(({ code, relation }) => `${code} ${relation}`)).toEqual([
    "S1-L1 owner",
    "S1-L1-M1 operator",
    "S1-L1-M2 operator",
  ]);
});

test.each([
  [["C-1,Mill,,A,,,,,", "C-1,Paper mill,,B,,,,,"], "name", 2],
  [["C-1,Mill,,,,a@b.example,,,"], "email", 1],
  [["C-1,Mill,,A,,none,,,"], "contacts[0].email", 1],
  [["C-1,Mill,,A,,,,s1,"], "owns", 1],
  [["C-1,,,A,,,,,"], "name", 1],
])("%j is refused by %s", async (rows, column, count) => {
  const { customers: read, problems } = await customers(...rows);
  expect([read, problems.map((each) => each.column)]).toEqual([[], Array(count).fill(column)]);
});
