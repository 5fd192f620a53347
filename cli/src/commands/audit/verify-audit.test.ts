import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { verifyAudit } from "./verify-audit.js";

const END = { sequence: 7, hash: "ab".repeat(32) };
let server: Server;
let api: string;
let answer: object;
let asked: string | undefined;
let printed: string;

beforeEach(async () => {
  server = createServer((request, response) => {
    asked = request.url;
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  server.close();
  process.exitCode = undefined;
});

test("a sound chain is said to be, with the end to write down", async () => {
  answer = { isSound: true, entryCount: 12, end: END };
  await verifyAudit({ api });
  expect(printed).toContain("sound: 12 entries");
  expect(printed).toContain(`7:${END.hash}`);
  expect(process.exitCode).toBeUndefined();
});

test.each([
  [{ broken: { sequence: 3, reason: "changed" } }, "block 3 is changed"],
  [{ holdsHead: false }, "5:cd is not what stands there now"],
])("a chain with %j ends with exit code 1 and says where", async (fault, words) => {
  answer = { isSound: false, entryCount: 2, end: END, ...fault };
  await verifyAudit({ api, head: "5:cd" });
  expect(asked).toContain("head=5%3Acd");
  expect(printed).toContain(words);
  expect(process.exitCode).toBe(1);
});
