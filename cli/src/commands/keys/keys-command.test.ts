import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { KeyFile, keyOfSecret } from "@phm/service-kit";
import { apiKeyHeader } from "../../suite/api-key-header.js";
import { createKey } from "./create-key.js";
import { listKeys } from "./list-keys.js";
import { revokeKey } from "./revoke-key.js";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-keys-"));
  file = join(folder, "new", "keys.json");
});
afterAll(() => rm(folder, { recursive: true }));

const options = { role: "viewer", organisation: "default", days: "1" } as const;

/** What a command prints. */
async function printed(command: () => Promise<void>): Promise<string> {
  let text = "";
  const output = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const hints = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  await command().finally(() => {
    output.mockRestore();
    hints.mockRestore();
  });
  return text.trim();
}

test("a key is shown once, opens until it expires, is listed without its hash, and opens nothing when it is revoked", async () => {
  const secret = await printed(() => createKey("erp", { ...options, file }));
  const keys = new KeyFile(file);
  expect(keyOfSecret(await keys.keys(), secret, Date.now())).toMatchObject({ id: "erp", role: "viewer" });
  expect(keyOfSecret(await keys.keys(), secret, Date.now() + 86_400_001)).toBeUndefined();
  expect(await readFile(file, "utf8")).not.toContain(secret);
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const listed = await printed(() => listKeys({ file }));
  expect(JSON.parse(listed)).toMatchObject({ id: "erp", expired: false });
  expect(listed).not.toContain((await keys.keys())[0]?.sha256);

  await revokeKey("erp", { file });
  expect(keyOfSecret(await keys.keys(), secret, Date.now())).toBeUndefined();
});

test("an id that is taken, a role or time out of range, and a key that is not there are refused by name", async () => {
  await printed(() => createKey("mes", { ...options, file }));
  await expect(createKey("mes", { ...options, file })).rejects.toMatchObject({ code: "already_exists" });
  await expect(createKey("x", { ...options, days: "0", file })).rejects.toMatchObject({ field: "days" });
  await expect(createKey("X Y", { ...options, file })).rejects.toMatchObject({ field: "id" });
  await expect(revokeKey("nobody", { file })).rejects.toMatchObject({ code: "not_found" });
});

test("commands show the key of PHM_API_KEY, and nothing where there is none", () => {
  expect(apiKeyHeader({ PHM_API_KEY: "phm_x" })).toEqual({ authorization: "Bearer phm_x" });
  expect(apiKeyHeader({})).toEqual({});
});
