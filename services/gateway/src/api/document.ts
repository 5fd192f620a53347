import { z } from "zod";
import type { Demand } from "../access/decide.js";
import { IDEMPOTENCY_HEADER, isRepeatable, KEPT_HOURS } from "./idempotency.js";
import { type Operation, pathParameters } from "./operation.js";

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe("Stable word for programs."),
    detail: z.string().describe("For people: what is wrong."),
    field: z.string().optional().describe("The field that breaks a rule,"),
    value: z.string().optional().describe("what it was,"),
    limit: z.string().optional().describe("and what it must be."),
  })
  .meta({ id: "Problem", description: "A failure as RFC 9457 has it." });

const DEMANDS: Readonly<Record<Demand, string>> = {
  public: "Asks for no key.",
  read: "Role: viewer or more.",
  work: "Role: technician or more.",
  plan: "Role: planner or more.",
  administer: "Role: admin.",
  partner: "Role: oem.",
};

const IDEMPOTENCY: Json = {
  name: IDEMPOTENCY_HEADER,
  in: "header",
  required: false,
  description: `Names this request: where it comes again within ${KEPT_HOURS} h it is not carried out again, and its answer is told again with Idempotency-Replayed: true.`,
  schema: { type: "string", maxLength: 255 },
};

const PREFIX = "/api/v1";
const DEFINITIONS = "#/$defs/";
const COMPONENTS = "#/components/schemas/";

/** The OpenAPI 3.1 document of operations, made from the schemas that validate them. */
export function openApiDocument(operations: readonly Operation[], version: string): Json {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = `${PREFIX}${operation.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation, schemas) };
  }
  return {
    openapi: "3.1.1",
    info: { title: "PHM Suite", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" }, description: ABOUT },
    servers: [{ url: "/" }],
    tags: [...new Set(operations.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "An API key or a token of the site's OpenID provider." } },
      schemas: { Problem: schemas.of(PROBLEM, "output"), ...schemas.named },
    },
  };
}

const ABOUT = `Machines, what they measure, what is wrong with them, and the work that follows. Times are RFC 3339 in UTC, numbers carry their unit in
the name, lists come in pages (\`nextCursor\`), failures are problem+json with a stable \`code\`. A field or parameter that is not in this document is refused.`;

/** What an equipment maker is shown. */
function sharedWords({ shares }: Operation): string | undefined {
  if (shares === undefined) return undefined;
  const granted = shares === "several" ? "what is granted" : `\`${shares}\``;
  return `Role oem, naming the owner in \`organisation\`: as far as a sharing contract grants ${granted}; fields that are not granted are left out.`;
}

function operationObject(operation: Operation, schemas: Schemas): Json {
  const { id, tag, summary, description, demand } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, DEMANDS[demand], sharedWords(operation)].filter(Boolean).join(" "),
    "x-demand": demand,
    ...(demand === "public" ? { security: [] } : {}),
    parameters: [
      ...parametersIn("path", operation, schemas),
      ...parametersIn("query", operation, schemas),
      ...(isRepeatable(operation) ? [IDEMPOTENCY] : []),
    ],
    ...requestBody(operation, schemas),
    responses: responses(operation, schemas),
  };
}

function parametersIn(where: "path" | "query", operation: Operation, schemas: Schemas): Json[] {
  const { shape } = where === "path" ? operation.params : operation.query;
  const names = where === "path" ? pathParameters(operation.path) : Object.keys(shape);
  return names.map((name) => {
    const schema = shape[name] as z.ZodType;
    const { description, ...json } = schemas.of(schema, "output") as Json & { readonly description?: string };
    const required = where === "path" || !schema.safeParse(undefined).success;
    return { name, in: where, required, ...(description === undefined ? {} : { description }), schema: json };
  });
}

function requestBody({ body, otherBody }: Operation, schemas: Schemas): Json {
  if (body) {
    const required = !body.safeParse({}).success;
    return { requestBody: { required, content: { "application/json": { schema: schemas.of(body, "input") } } } };
  }
  return otherBody ? { requestBody: { required: true, content: binary(otherBody.contentTypes) } } : {};
}

function responses({ answer, otherAnswer, status }: Operation, schemas: Schemas): Json {
  const content = answer
    ? { "application/json": { schema: schemas.of(answer, "output") } }
    : otherAnswer && binary(otherAnswer.contentTypes);
  const problem = { description: "A failure.", content: { "application/problem+json": { schema: { $ref: `${COMPONENTS}Problem` } } } };
  return { [String(status ?? (content ? 200 : 204))]: { description: "Done.", ...(content ? { content } : {}) }, default: problem };
}

const binary = (types: readonly string[]): Json => Object.fromEntries(types.map((type) => [type, {}]));

/** JSON Schemas of zod schemas; those with an id are kept once, under `components`. */
class Schemas {
  readonly named: Record<string, unknown> = {};

  of(schema: z.ZodType, io: "input" | "output"): Json {
    const { $defs, properties } = moved(z.toJSONSchema(z.object({ it: schema }), { io, target: "draft-2020-12" })) as {
      readonly $defs?: Readonly<Record<string, unknown>>;
      readonly properties: { readonly it: Json };
    };
    for (const [name, definition] of Object.entries($defs ?? {})) this.named[name] = withoutId(definition as Json);
    return withoutId(properties.it);
  }
}

function withoutId({ id: _id, $schema: _schema, ...rest }: Json): Json {
  return rest;
}

/** References as the document has them. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) =>
    key === "$ref" && typeof each === "string" ? [key, each.replace(DEFINITIONS, COMPONENTS)] : [key, moved(each)],
  );
  return Object.fromEntries(entries);
}
