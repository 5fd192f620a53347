import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { KeyFile, keyOfSecret, makeApiKey } from "@phm/service-kit";
import { LocalKeys, localKeyFile } from "./local-keys.js";

const NOW_MS = Date.parse("2026-11-24T00:00:00Z");
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-local-keys-"));
  path = localKeyFile(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const holderOf = async (secret: string) => keyOfSecret(await new KeyFile(path).keys(), secret, NOW_MS)?.id;

test("the first start makes an administrator's key, shows it once, and keeps it as a hash that nobody else may read", async () => {
  const first = new LocalKeys(path, () => NOW_MS);
  await first.open();
  const secret = await first.firstAdmin();
  expect(await holderOf(secret as string)).toBe("admin");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, "utf8")).not.toContain(secret);
  expect(await first.firstAdmin()).toBeUndefined();
  await first.close();

  const second = new LocalKeys(path, () => NOW_MS);
  await second.open();
  expect(await second.firstAdmin()).toBeUndefined();
  expect(await holderOf(secret as string)).toBe("admin");
});

test("the key of a start opens while it runs, and no more after it has stopped or another has started", async () => {
  const [first, second] = [new LocalKeys(path, () => NOW_MS), new LocalKeys(path, () => NOW_MS)];
  await first.open();
  expect(await holderOf(first.secret)).toBe("local");
  // Killed: it has not closed.
  await second.open();
  expect(await holderOf(first.secret)).toBeUndefined();
  expect(await holderOf(second.secret)).toBe("local");
  await second.close();
  expect(await new KeyFile(path).keys()).toEqual([]);
});

test("keys that people have made stay as they are, and no administrator's is made beside them", async () => {
  const { key } = makeApiKey({ id: "erp", role: "viewer", organisation: "acme", expiresAt: "2027-01-01T00:00:00Z" });
  await new KeyFile(path).write([key]);
  const keys = new LocalKeys(path, () => NOW_MS);
  await keys.open();
  expect(await keys.firstAdmin()).toBeUndefined();
  await keys.close();
  expect(await new KeyFile(path).keys()).toEqual([key]);
});

test("a start that was killed before it could show the administrator's key leaves that to the next", async () => {
  await new LocalKeys(path, () => NOW_MS).open();
  const next = new LocalKeys(path, () => NOW_MS);
  await next.open();
  expect(await next.firstAdmin()).toMatch(/^phm_/);
});
