import {
  type CustomerRecordMessage,
  type CustomerService,
  customerFromWire,
  customerLinkFromWire,
  customerLinkToWire,
  customerToWire,
} from "@phm/contracts";
import type { CustomerLink } from "@phm/domain";
import { type FileRecord, type StatedCustomer, statedCustomers } from "@phm/exchange-files";
import { type ClientCalls, ServiceError } from "@phm/service-kit";
import type { TableProblem } from "../../problem-line.js";
import { refusal, type TakenRecords, type Taking } from "./take-parts.js";

type Customers = ClientCalls<typeof CustomerService>;

/** Takes records of kind `customers`: a record is as it is stated afterwards, what is theirs is added to what was. */
export async function takeCustomers(records: readonly FileRecord[], taking: Taking, customers: Customers): Promise<TakenRecords> {
  const stated = statedCustomers(records, taking.place);
  const problems: TableProblem[] = [...stated.problems];
  const counts = { taken: 0, unchanged: 0 };
  for (const each of stated.customers) {
    try {
      counts[(await takeCustomer(each, taking, customers)) ? "taken" : "unchanged"] += each.lines.length;
    } catch (error) {
      problems.push(...each.lines.map((line) => refusal({ line }, error)));
    }
  }
  return { ...counts, problems };
}

/** @returns whether it is another than what was on record */
async function takeCustomer({ customer, links }: StatedCustomer, { place, dryRun }: Taking, customers: Customers): Promise<boolean> {
  const known = await found(customer, customers);
  const isKnown = known && JSON.stringify(customerFromWire(known.customer)) === JSON.stringify(customer);
  const linked = new Set(known ? await linkedNodes(customer, customers) : []);
  const fresh = links.filter((link) => !linked.has(nodeOf(link)));
  if (isKnown && fresh.length === 0) return false;
  if (dryRun) return true;
  if (!isKnown) await customers.putCustomer({ customer: customerToWire(customer), expectedVersion: known?.version ?? 0n });
  for (const link of fresh) await customers.linkCustomer({ link: customerLinkToWire({ ...link, ...place }) });
  return true;
}

const nodeOf = ({ site, code, relation }: CustomerLink): string => `${site}:${code}:${relation}`;

async function linkedNodes({ organisation, id }: StatedCustomer["customer"], customers: Customers): Promise<string[]> {
  const nodes: string[] = [];
  for (let cursor = ""; ; ) {
    const page = await customers.listCustomerEquipment({ organisation, id, cursor });
    nodes.push(...page.links.map((link) => nodeOf(customerLinkFromWire(link))));
    if (page.nextCursor === "") return nodes;
    cursor = page.nextCursor;
  }
}

async function found({ organisation, id }: StatedCustomer["customer"], customers: Customers): Promise<CustomerRecordMessage | undefined> {
  try {
    return (await customers.getCustomer({ organisation, id })).record;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") return undefined;
    throw error;
  }
}
