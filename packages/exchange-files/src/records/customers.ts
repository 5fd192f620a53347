import {
  type Customer,
  type CustomerContact,
  type CustomerLink,
  type CustomerRelation,
  checkCustomer,
  equipmentCode,
  InvalidValue,
  type OrganisationId,
  type SiteId,
} from "@phm/domain";
import { type FileProblem, fileProblem } from "../file-problem.js";
import type { FieldValue, FileRecord, RecordKind } from "./record-kind.js";
import { rowsBy } from "./rows-by.js";
import { textList } from "./text-list.js";

const MAX_TEXT = 200;
const MAX_LIST = 10_000;

/** Customers and their machines, of a CRM. One contact of a customer a row; what is of the customer is stated in one of them or alike in all. */
export const CUSTOMERS: RecordKind = {
  name: "customers",
  key: ["id", "contact"],
  fields: {
    id: { type: "text", maxLength: MAX_TEXT, required: true },
    name: { type: "text", maxLength: MAX_TEXT },
    address: { type: "text", maxLength: 500 },
    contact: { type: "text", maxLength: MAX_TEXT },
    role: { type: "text", maxLength: MAX_TEXT },
    email: { type: "text", maxLength: MAX_TEXT },
    phone: { type: "text", maxLength: MAX_TEXT },
    owns: { type: "text", maxLength: MAX_LIST },
    operates: { type: "text", maxLength: MAX_LIST },
  },
};

/** A customer as a file states it. */
export interface StatedCustomer {
  readonly customer: Customer;
  readonly links: readonly CustomerLink[];
  /** Of the file. */
  readonly lines: readonly number[];
}

interface Place {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
}

/** The customers that records of kind `customers` state, with the machines of a site that are theirs. */
export function statedCustomers(
  records: readonly FileRecord[],
  place: Place,
): { readonly customers: readonly StatedCustomer[]; readonly problems: readonly FileProblem[] } {
  const customers: StatedCustomer[] = [];
  const problems: FileProblem[] = [];
  for (const rows of rowsBy("id", records)) {
    try {
      customers.push(statedCustomer(rows, place));
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      problems.push(...rows.map(({ line }) => fileProblem(line, error)));
    }
  }
  return { customers, problems };
}

function statedCustomer(rows: readonly FileRecord[], place: Place): StatedCustomer {
  const id = String(rows[0]?.fields.id);
  const contacts = rows.flatMap(({ fields }) => contactOf(fields));
  const customer = { organisation: place.organisation, id, name: oneText(rows, "name"), address: oneText(rows, "address"), contacts };
  checkCustomer(customer);
  const links = [...linksOf(rows, "owns", "owner"), ...linksOf(rows, "operates", "operator")];
  return {
    customer,
    links: links.map((link) => ({ ...place, ...link, customer: id })),
    lines: rows.map(({ line }) => line),
  };
}

function contactOf({ contact, role = "", email = "", phone = "" }: Readonly<Record<string, FieldValue>>): CustomerContact[] {
  const facts = { role: String(role), email: String(email), phone: String(phone) };
  if (contact !== undefined) return [{ name: String(contact), ...facts }];
  const stray = Object.entries(facts).find(([, text]) => text !== "");
  if (stray) throw new InvalidValue(stray[0], stray[1], "stated with a contact", "no_contact");
  return [];
}

/** What rows of one customer state alike. @throws InvalidValue where they do not */
function oneText(rows: readonly FileRecord[], field: "name" | "address"): string {
  const stated = [...new Set(rows.flatMap(({ fields }) => (fields[field] === undefined ? [] : [String(fields[field])])))];
  if (stated.length > 1) throw new InvalidValue(field, stated[1], `the same in all rows of a customer: ${stated[0]}`, "contradiction");
  return stated[0] ?? "";
}

function linksOf(rows: readonly FileRecord[], column: "owns" | "operates", relation: CustomerRelation) {
  const codes = new Set(rows.flatMap(({ fields }) => textList(fields[column])));
  return [...codes].map((code) => ({ code: equipmentCode(code, column), relation }));
}
