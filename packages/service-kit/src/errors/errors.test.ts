import { Metadata, status } from "@grpc/grpc-js";
import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { ERROR_CODES } from "./error-code.js";
import { errorCodeOfGrpc, grpcStatusOf } from "./grpc-status.js";
import { httpStatusOf } from "./http-status.js";
import { ServiceError } from "./service-error.js";
import { toGrpcStatus } from "./to-grpc-status.js";

const named = (name: string, properties: object = {}) => Object.assign(new Error("text"), { name, ...properties });
const api = (err_code: number) => named("JetStreamApiError", { apiError: () => ({ err_code, description: "text", code: 503 }) });

describe("ServiceError.from", () => {
  test.each([
    [
      "a rejected value",
      new InvalidValue("unit", "furlong", "a known unit", "unknown_unit"),
      { code: "invalid_argument", retryable: false, field: "unit", limit: "a known unit", reason: "unknown_unit" },
    ],
    [
      "a store error",
      Object.assign(new Error("version 3"), { code: "conflict", retryable: true }),
      { code: "conflict", retryable: true, message: "version 3" },
    ],
    [
      "a refused connection",
      Object.assign(new Error(), { code: "ECONNREFUSED", syscall: "connect" }),
      { code: "unavailable", retryable: true, reason: "econnrefused" },
    ],
    ["a full disk", Object.assign(new Error(), { code: "ENOSPC" }), { code: "resource_exhausted", retryable: true }],
    ["an abort", named("AbortError"), { code: "unavailable" }],
    ["a time-out", named("TimeoutError"), { code: "deadline_exceeded", retryable: true }],
    ["a broker that recovers", named("JetStreamNotEnabled"), { code: "unavailable", retryable: true }],
    ["a full stream", api(10077), { code: "resource_exhausted", retryable: true }],
    ["a stale revision", api(10071), { code: "conflict", retryable: true }],
    ["a JetStream error that nobody foresaw", api(19999), { code: "internal", reason: "jetstream_19999" }],
    ["a duplicate key", named("MongoServerError", { code: 11000 }), { code: "already_exists", retryable: false }],
    ["a lost database", named("MongoNetworkError"), { code: "unavailable", retryable: true }],
    ["a bug", new TypeError("x is undefined"), { code: "internal", retryable: false, message: "an internal fault (TypeError)" }],
    ["a thrown text", "oops", { code: "internal", message: "an internal fault (string)" }],
  ])("classifies %s and keeps it as cause", (_what, thrown, expected) => {
    const error = ServiceError.from(thrown);
    expect(error).toMatchObject(expected);
    expect(error.cause).toBe(thrown);
  });

  test("gives a ServiceError back as it is", () => {
    const error = new ServiceError("not_found", "no such asset");
    expect(ServiceError.from(error)).toBe(error);
  });
});

describe("gRPC", () => {
  test("every code survives the way to a status and back", () => {
    for (const code of ERROR_CODES) expect(errorCodeOfGrpc(grpcStatusOf(code))).toBe(code);
  });

  test("code, message, retryability, field, value, limit and reason survive the way to a client", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(
        fc.constantFrom(...ERROR_CODES),
        text,
        fc.record({ retryable: fc.boolean(), field: text, value: text, limit: text, reason: text }),
        (code, message, facts) => {
          const { metadata, ...sent } = toGrpcStatus(new ServiceError(code, message, { ...facts, cause: new Error("secret") }));
          const received = ServiceError.from(Object.assign(new Error(), sent, { metadata }));
          expect(received).toMatchObject({ code, message, ...facts });
          expect(JSON.stringify([sent, metadata?.toJSON()])).not.toContain("secret");
        },
      ),
    );
  });

  test("a status of a foreign server is understood without the trailer; a cancelled call is not repeated", () => {
    const of = (code: number) => ServiceError.from(Object.assign(new Error(), { code, details: "text", metadata: new Metadata() }));
    expect(of(status.NOT_FOUND)).toMatchObject({ code: "not_found", message: "text" });
    expect(of(status.DATA_LOSS).code).toBe("internal");
    expect(of(status.CANCELLED)).toMatchObject({ code: "unavailable", retryable: false });
  });
});

test("every code has an HTTP status of its class", () => {
  const statuses = ERROR_CODES.map(httpStatusOf);
  expect(statuses.every((number) => number >= 400 && number < 600)).toBe(true);
  expect(httpStatusOf("invalid_argument")).toBe(400);
  expect(httpStatusOf("unavailable")).toBe(503);
});
