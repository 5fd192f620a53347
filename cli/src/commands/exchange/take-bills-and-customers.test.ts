import { expect, test } from "@jest/globals";
import type { CustomerLinkMessage, CustomerMessage } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { FileRecord } from "@phm/exchange-files";
import { takeBills } from "./take-bills.js";
import { takeCustomers } from "./take-customers.js";

const taking = {
  place: { organisation: organisationId("acme"), site: siteId("north") },
  actor: "li",
  dryRun: false,
  isWhole: true,
};
const line = (asset: string, position: string, quantity = 1): FileRecord => ({
  line: Number(position) + 1,
  fields: { asset, position, part: "6205", quantity },
});

test("bills are put once, however often the file is taken, and not in a dry run", async () => {
  const held = new Map<string, { bill: unknown; version: bigint }>();
  const asked: unknown[] = [];
  const peer = {
    getBill: async ({ ref }: { ref: { asset: string } }) => ({ record: held.get(ref.asset) ?? { bill: { ref, items: [] }, version: 0n } }),
    putBill: async ({ bill, expectedVersion }: { bill: { ref: { asset: string } }; expectedVersion: bigint }) => {
      asked.push(bill.ref.asset);
      held.set(bill.ref.asset, { bill, version: expectedVersion + 1n });
      return {};
    },
  } as never;
  const records = [line("pump", "1"), line("pump", "2"), line("fan", "3")];
  expect(await takeBills(records, { ...taking, dryRun: true }, peer)).toEqual({ taken: 3, unchanged: 0, problems: [] });
  expect(asked).toEqual([]);
  expect(await takeBills(records, taking, peer)).toEqual({ taken: 3, unchanged: 0, problems: [] });
  expect(await takeBills([line("pump", "1", 2), line("fan", "3")], taking, peer)).toEqual({ taken: 1, unchanged: 1, problems: [] });
  expect(asked).toEqual(["pump", "fan", "pump"]);
});

test("of a file with a row that cannot be read no bill is taken: it would lack that row", async () => {
  const { taken, problems } = await takeBills([line("pump", "1")], { ...taking, isWhole: false }, {} as never);
  expect([taken, problems.map(({ reason }) => reason)]).toEqual([0, ["incomplete_file"]]);
});

test("customers and what is theirs are put once, however often the file is taken", async () => {
  const held = new Map<string, CustomerMessage>();
  const links: CustomerLinkMessage[] = [];
  const peer = {
    getCustomer: async ({ id }: { id: string }) => ({ record: held.has(id) ? { customer: held.get(id), version: 1n } : undefined }),
    putCustomer: async ({ customer }: { customer: CustomerMessage }) => void held.set(customer.id, customer),
    linkCustomer: async ({ link }: { link: CustomerLinkMessage }) => void links.push(link),
    listCustomerEquipment: async () => ({ links, nextCursor: "" }),
  } as never;
  const rows: FileRecord[] = [{ line: 2, fields: { id: "C-1", name: "Mill", contact: "Zhao", operates: "S1-M1;S1-M2" } }];
  expect(await takeCustomers(rows, taking, peer)).toMatchObject({ taken: 1, problems: [] });
  expect(await takeCustomers(rows, taking, peer)).toMatchObject({ taken: 0, unchanged: 1 });
  expect(links.map(({ code }) => code)).toEqual(["S1-M1", "S1-M2"]);
});
