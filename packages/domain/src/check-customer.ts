import { checkWords } from "./check-fields.js";
import type { Customer, CustomerContact } from "./customer.js";
import { InvalidValue } from "./invalid-value.js";

const MAX_ID = 100;
const MAX_ADDRESS = 500;
const MAX_CONTACTS = 50;
const MAX_TEXT = 200;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkCustomer({ id, name, address, contacts }: Customer): void {
  if (!/^[A-Za-z0-9._-]+$/.test(id) || id.length > MAX_ID) throw new InvalidValue("id", id, `1 to ${MAX_ID} letters, digits, . _ and -`);
  checkWords("name", name);
  if (address.length > MAX_ADDRESS) throw new InvalidValue("address", `${address.length} characters`, `at most ${MAX_ADDRESS} characters`);
  if (contacts.length > MAX_CONTACTS) throw new InvalidValue("contacts", contacts.length, `at most ${MAX_CONTACTS} contacts`);
  for (const [index, contact] of contacts.entries()) checkContact(`contacts[${index}]`, contact);
}

function checkContact(at: string, { name, role, email, phone }: CustomerContact): void {
  checkWords(`${at}.name`, name);
  for (const [field, text] of Object.entries({ role, email, phone }))
    if (text.length > MAX_TEXT) throw new InvalidValue(`${at}.${field}`, `${text.length} characters`, `at most ${MAX_TEXT} characters`);
  if (email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new InvalidValue(`${at}.email`, email, "an e-mail address, or empty");
}
