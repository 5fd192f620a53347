import { InvalidValue } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import express, { type RequestHandler } from "express";

const LIMIT_KB = 256;
const parse = express.json({ limit: `${LIMIT_KB}kb`, strict: true });

/**
 * Reads a JSON body of at most 256 KB into `request.body`.
 * @throws InvalidValue for a body that is not JSON, ServiceError resource_exhausted for one that is too large
 */
export const jsonBody: RequestHandler = (request, response, next) =>
  parse(request, response, (thrown?: unknown) => {
    if (thrown === undefined) return next(request.is("json") ? undefined : notJson(request.get("content-type")));
    const { type } = thrown as { readonly type?: string };
    next(type === "entity.too.large" ? tooLarge() : new InvalidValue("body", (thrown as Error).message, "a JSON object", "bad_json"));
  });

function notJson(contentType: string | undefined): InvalidValue {
  return new InvalidValue("Content-Type", contentType, "application/json, with a body", "bad_content_type");
}

function tooLarge(): ServiceError {
  const facts = { field: "body", limit: `${LIMIT_KB} KB`, retryable: false };
  return new ServiceError("resource_exhausted", `the body is larger than ${LIMIT_KB} KB`, facts);
}

/** One field of the body that `jsonBody` has read. */
export function bodyField(request: { readonly body?: unknown }, name: string): unknown {
  const body: unknown = request.body;
  return typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** A text of the body; empty where it is not given. @throws InvalidValue for anything but text */
export function bodyText(request: { readonly body?: unknown }, name: string): string {
  const value = bodyField(request, name) ?? "";
  if (typeof value !== "string") throw new InvalidValue(name, value, "a text");
  return value;
}

/** Texts of the body; none where they are not given. @throws InvalidValue for anything but a list of texts */
export function bodyTexts(request: { readonly body?: unknown }, name: string): string[] {
  const value = bodyField(request, name) ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new InvalidValue(name, value, "a list of texts");
}

/** A truth value of the body. @throws InvalidValue unless it is there */
export function bodyFlag(request: { readonly body?: unknown }, name: string): boolean {
  const value = bodyField(request, name);
  if (typeof value !== "boolean") throw new InvalidValue(name, value, "true or false");
  return value;
}

/** A word of the body out of those that there are. @throws InvalidValue naming them */
export function bodyWord<Word extends string>(request: { readonly body?: unknown }, name: string, words: readonly Word[]): Word {
  const value = bodyField(request, name);
  if (words.includes(value as Word)) return value as Word;
  throw new InvalidValue(name, value, `one of ${words.join(", ")}`, "unknown_word");
}

/** A number of the body. @throws InvalidValue unless it is there and finite */
export function bodyNumber(request: { readonly body?: unknown }, name: string): number {
  const value = bodyField(request, name);
  if (typeof value !== "number" || !Number.isFinite(value)) throw new InvalidValue(name, value, "a finite number");
  return value;
}

/** A number of the body that may be left out. @throws InvalidValue where it is there and is none */
export function optionalBodyNumber<Name extends string>(request: { readonly body?: unknown }, name: Name) {
  const isGiven = (bodyField(request, name) ?? undefined) !== undefined;
  return (isGiven ? { [name]: bodyNumber(request, name) } : {}) as { readonly [K in Name]?: number };
}

/** A text of the body that may be left out, or empty. @throws InvalidValue for anything but text */
export function optionalBodyText<Name extends string>(request: { readonly body?: unknown }, name: Name) {
  const text = bodyText(request, name);
  return (text === "" ? {} : { [name]: text }) as { readonly [K in Name]?: string };
}
