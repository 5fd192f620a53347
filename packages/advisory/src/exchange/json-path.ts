/** A JSON document, or a part of one. */
export type JsonPart = string | number | boolean | null | readonly JsonPart[] | { readonly [name: string]: JsonPart | undefined };

/** What stands at a path; undefined where the path leads nowhere. */
export function atPath(document: JsonPart | undefined, path: string): JsonPart | undefined {
  let part: JsonPart | undefined = document;
  for (const name of path.split(".")) {
    if (typeof part !== "object" || part === null || Array.isArray(part) || !Object.hasOwn(part, name)) return undefined;
    part = (part as { readonly [name: string]: JsonPart | undefined })[name];
  }
  return part;
}

type Writable = { [name: string]: JsonPart | Writable };

/** A document with each value at its path; values that are undefined are left out. */
export function documentOf(values: Iterable<readonly [path: string, value: string | number | undefined]>): JsonPart {
  const document: Writable = Object.create(null) as Writable;
  for (const [path, value] of values) {
    if (value === undefined) continue;
    const names = path.split(".");
    const last = names.pop() as string;
    let place = document;
    for (const name of names) {
      if (typeof place[name] !== "object") place[name] = Object.create(null) as Writable;
      place = place[name] as Writable;
    }
    place[last] = value;
  }
  return document as JsonPart;
}
