import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Bucket, type BucketEntry, openBucket } from "@phm/service-kit";
import { bytes, type Setup, setup, textOf } from "./setup.js";
import { until } from "./until.js";

let it: Setup;
let bucket: Bucket;
beforeEach(async () => {
  it = await setup();
  bucket = await openBucket(it.link, "test");
});
afterEach(() => it.close());

test("create, get, update by revision and delete keep to their preconditions", async () => {
  expect(await bucket.get("a")).toBeUndefined();
  const first = await bucket.create("a", bytes("1"));
  await expect(bucket.create("a", bytes("2"))).rejects.toMatchObject({ code: "already_exists", field: "key", value: "a" });
  const second = await bucket.update("a", bytes("2"), first);
  await expect(bucket.update("a", bytes("3"), first)).rejects.toMatchObject({ code: "conflict", retryable: true });
  expect(await bucket.get("a")).toEqual({ key: "a", value: bytes("2"), revision: second });
  await expect(bucket.delete("a", first)).rejects.toMatchObject({ code: "conflict" });
  await bucket.delete("a", second);
  expect(await bucket.get("a")).toBeUndefined();
  await bucket.create("a", bytes("again"));
});

test("of many that update the same revision at once, one wins", async () => {
  const revision = await bucket.put("lease", bytes("0"));
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => bucket.update("lease", bytes(String(i)), revision)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a watch gives what is there, says that it has, and then gives every change, also after a restart of the broker", async () => {
  await bucket.put("a", bytes("1"));
  await bucket.put("b", bytes("1"));
  const seen: string[] = [];
  const watch = bucket.watch(({ key, value }: BucketEntry) => void seen.push(`${key}=${value ? textOf(value) : "gone"}`));
  it.cleanup(() => watch.stop());
  await watch.initialised;
  expect(seen).toEqual(["a=1", "b=1"]);
  await bucket.put("a", bytes("2"));
  await bucket.delete("b");
  await until("the changes are seen", () => seen.length === 4);
  await it.server.kill();
  await it.server.restart();
  await until("the broker is back", () =>
    bucket.put("c", bytes("1")).then(
      () => true,
      () => false,
    ),
  );
  await until("a change after the restart is seen", () => seen.length === 5);
  expect(seen.slice(2)).toEqual(["a=2", "b=gone", "c=1"]);
});

test("a watch of an empty bucket is initialised at once", async () => {
  const watch = bucket.watch(() => {});
  it.cleanup(() => watch.stop());
  await watch.initialised;
});

test("changed limits are applied to a bucket that exists", async () => {
  await openBucket(it.link, "test", { ttlMs: 15_000, maxBytes: 1_000_000 });
  const { config } = await it.link.manager.streams.info("KV_test");
  expect(config).toMatchObject({ max_age: 15e9, max_bytes: 1_000_000 });
});
