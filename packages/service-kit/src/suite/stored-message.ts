import { type DescMessage, fromJson, type JsonValue, type MessageShape, toJson } from "@bufbuild/protobuf";
import type { JsonObject } from "../store/index.js";

/** A message in the form in which stores keep it: the contract's own JSON, so that the contract's compatibility rules hold for records too. */
export function toStored<D extends DescMessage>(schema: D, message: MessageShape<D>): JsonObject {
  return toJson(schema, message) as JsonObject;
}

export function fromStored<D extends DescMessage>(schema: D, stored: JsonObject): MessageShape<D> {
  return fromJson(schema, stored as JsonValue);
}
