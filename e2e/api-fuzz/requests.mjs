// Requests made from an OpenAPI document: as it says, and as it forbids.
import fc from "fast-check";

/** Longer than any name; an address of 16 KB is refused before anything reads it. */
const LONG = 4_000;

/** What somebody tries who wants to see what is not for them. */
const NASTY = [
  ...["", " ", "null", "undefined", "true", "0", "-1", "1e999", "NaN", "9007199254740993", "00", "0x10"],
  ...["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "a\u0000b", "C:\\x", "file:///etc/passwd", "http://127.0.0.1:1/"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "$where",
    '{"$ne":null}',
    "[object Object]",
    "' OR 1=1 --",
    "; DROP TABLE x",

    "{{7*7}}",
  ],
  ...["=1+1", "@SUM(1)", "\u202Eevil", "\uD83D\uDE00", "\uFEFF", "\r\nSet-Cookie: x=1", "<script>alert(1)</script>", "*", ">", "phm.*"],
  ...["2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01", "now"],
];
const NASTY_JSON = [null, true, 0, -1, 1e308, "", [], {}, { $ne: null }, { __proto__: null, constructor: { prototype: { x: 1 } } }, [[[]]]];

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 40 }), fc.constant("x".repeat(LONG)));
const json = fc.oneof(
  fc.constantFrom(...NASTY_JSON),
  text,
  fc.double(),
  fc.json({ maxDepth: 3 }).map((value) => JSON.parse(value)),
);

/** Values that a schema allows, as far as they are needed to come past the door. */
function valid(schema, definitions) {
  const found = schema?.$ref ? definitions[schema.$ref.split("/").at(-1)] : schema;
  if (!found) return json;
  if (found.enum) return fc.constantFrom(...found.enum);
  if (found.const !== undefined) return fc.constant(found.const);
  const choices = found.anyOf ?? found.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valid(choice, definitions)));
  switch (found.type) {
    case "integer":
    case "number": {
      const [min, max] = [found.minimum ?? found.exclusiveMinimum ?? -1_000, Math.min(found.maximum ?? 100_000, 1e9)];
      return found.type === "integer" ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) }) : fc.double({ min, max, noNaN: true });
    }
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valid(found.items, definitions), { maxLength: 3 });
    case "object": {
      const { properties = {}, required = [] } = found;
      const entries = Object.entries(properties).map(([name, property]) => [name, valid(property, definitions)]);
      return fc.record(Object.fromEntries(entries), { requiredKeys: required.filter((name) => name in properties) });
    }
    case "string":
      return found.format === "date-time"
        ? fc.constantFrom("2026-01-01T00:00:00Z", "2026-11-24T00:00:00.5+01:00")
        : fc.oneof(fc.constantFrom("default", "x1", "li"), text);
    default:
      return json;
  }
}

/** A valid value now and then with one part of it made nasty. */
function nearlyValid(schema, definitions) {
  return fc.tuple(valid(schema, definitions), json, fc.nat(), fc.integer({ min: 0, max: 2 })).map(([value, bad, place, how]) => {
    if (how === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return how === 0 ? value : bad;
    const names = [...Object.keys(value), "notKnownHere"];
    return { ...value, [names[place % names.length]]: bad };
  });
}

/**
 * Requests of one operation.
 * @param known by the name of a parameter: ids that there are, of the own organisation and of others
 */
export function requestsOf({ path, method, operation, definitions, known }) {
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  const pathValue = ({ name }) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(known[name] ?? ["x1"])) }, { weight: 1, arbitrary: text });
  const queryValue = (parameter) => {
    const { [parameter.name]: ids } = known;
    const own = ids
      ? fc.constantFrom(...ids)
      : valid(parameter.schema, definitions).map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
    return fc.option(fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: text }), { freq: parameter.required ? 20 : 1 });
  };
  return fc
    .record({
      path: fc.tuple(...inPath.map(pathValue)),
      query: fc.tuple(...inQuery.map(queryValue)),
      body: schema ? nearlyValid(schema, definitions) : fc.constant(undefined),
    })
    .map((made) => {
      const filled = inPath.reduce(
        (filled, { name }, i) => filled.replace(`{${name}}`, encodeURIComponent(wellFormed(made.path[i]))),
        path,
      );
      const query = inQuery.flatMap(({ name }, i) =>
        made.query[i] === null ? [] : [`${name}=${encodeURIComponent(wellFormed(made.query[i]))}`],
      );
      return { method: method.toUpperCase(), url: `${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`, body: made.body };
    });
}

/** What an address can carry: no half of a surrogate pair. */
function wellFormed(value) {
  return String(value).replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}
