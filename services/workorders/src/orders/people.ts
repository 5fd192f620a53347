import { checkWords, InvalidValue, type WorkOrder } from "@phm/domain";
import { type Collection, type CollectionSpec, retryOnConflict } from "@phm/service-kit";

/** Whose an id is. */
export type Person = {
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
};

export const PEOPLE_COLLECTION: CollectionSpec = { name: "people", indexes: [{ name: "by_id", fields: ["organisation", "id"] }] };

/** Names that one order shows: more than that work on none. */
const MAX_SHOWN = 100;

/** The names of persons, and the only place where they are: work orders hold ids, so that a name can be erased. */
export class People {
  constructor(private readonly people: Collection<Person>) {}

  /** Adds a person or changes the name. @throws InvalidValue for an id or name that is empty or longer than 200 characters */
  async put(given: Person): Promise<Person> {
    checkWords("id", given.id);
    checkWords("name", given.name);
    const person = { ...given, name: given.name.trim() };
    if (person.id !== person.id.trim()) throw new InvalidValue("id", person.id, "without blanks around it");
    return retryOnConflict(async () => {
      const stored = await this.people.get(keyOf(person));
      if (stored?.value.name === person.name) return person;
      return (await this.people.put(keyOf(person), person, stored?.version ?? 0)).value;
    });
  }

  /** Forgets a name. False where none was kept. */
  erase(organisation: string, id: string): Promise<boolean> {
    return this.people.delete(keyOf({ organisation, id }));
  }

  /** By id. */
  async list(
    organisation: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ people: Person[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.people.query({ where: { organisation }, sort: [{ field: "id", direction: "asc" }], ...page });
    const people = items.map(({ value }) => value);
    return nextCursor === undefined ? { people } : { people, nextCursor };
  }

  /** Those that an order names, as far as their names are kept. */
  async on(order: WorkOrder): Promise<Person[]> {
    const { organisation } = order.ref;
    const found = await Promise.all(idsOn(order).map((id) => this.people.get(keyOf({ organisation, id }))));
    return found.flatMap((stored) => stored?.value ?? []);
  }
}

const keyOf = ({ organisation, id }: Pick<Person, "organisation" | "id">): string => `${organisation}:${id}`;

function idsOn({ history, work }: WorkOrder): string[] {
  const ids = [
    ...history.filter(({ advisoryId }) => advisoryId === undefined).map(({ actor }) => actor),
    ...(work?.assignee === undefined ? [] : [work.assignee]),
    ...(work?.timeBookings ?? []).map(({ person }) => person),
    ...(work?.checklist ?? []).flatMap(({ tick }) => tick?.person ?? []),
  ];
  return [...new Set(ids)].slice(0, MAX_SHOWN);
}
