import { PeopleService } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { ClientCalls } from "@phm/service-kit";
import type { SuiteAddressOptions } from "../../suite/suite-addresses.js";
import { redactTexts } from "./redact-texts.js";
import { withService } from "./suite-services.js";

interface ErasePersonOptions extends SuiteAddressOptions {
  readonly organisation: string;
  readonly also?: readonly string[];
}

/**
 * Takes the name out of all free text, then forgets whose the id is: in this order, so that one that was cut short still knows the name.
 * What the person did stays on record under the id. @throws InvalidValue where no name is kept under the id
 */
export async function erasePerson(id: string, { organisation, also = [], ...suite }: ErasePersonOptions): Promise<void> {
  await withService(PeopleService, suite, "workorders", async (people) => {
    const name = await nameOf(people, organisation, id);
    await redactTexts([name, ...also], suite);
    await people.erasePerson({ organisation, id });
  });
}

async function nameOf(people: ClientCalls<typeof PeopleService>, organisation: string, id: string): Promise<string> {
  let cursor = "";
  do {
    const page = await people.listPeople({ organisation, limit: 500, cursor });
    const found = page.people.find((person) => person.id === id);
    if (found) return found.name;
    cursor = page.nextCursor;
  } while (cursor !== "");
  throw new InvalidValue("id", id, "a person whose name is kept; for other names use phm personal-data redact");
}
