import { expect, test } from "@jest/globals";
import { MongoNetworkError, MongoServerError, MongoWriteConcernError } from "mongodb";
import { guarded } from "./mongo-errors.js";

async function fate(error: Error): Promise<unknown> {
  return guarded("orders", () => Promise.reject(error)).catch((reason: unknown) => reason);
}

const unavailable: [string, Error][] = [
  ["a lost connection", new MongoNetworkError("connection closed")],
  ["a primary that steps down", new MongoServerError({ message: "stepped down", code: 189 })],
  ["a full disk", new MongoServerError({ message: "out of disk space", code: 14031 })],
  ["an error that the server calls retryable", new MongoServerError({ message: "later", errorLabels: ["RetryableWriteError"] })],
  [
    "a write that no majority confirmed in time",
    new MongoWriteConcernError({ ok: 1, writeConcernError: { code: 64, errmsg: "waiting timed out" } }),
  ],
];
test.each(unavailable)("%s is unavailable, with the driver's error as cause", async (_case, error) => {
  expect(await fate(error)).toMatchObject({ name: "StoreUnavailable", retryable: true, cause: error });
});

test("a fault of the command stays what it is", async () => {
  const fault = new MongoServerError({ message: "unknown operator", code: 2 });
  expect(await fate(fault)).toBe(fault);
});
