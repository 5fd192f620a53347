import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readConfig } from "../config.js";
import { AllowedTargets, isTarget } from "./allowed-targets.js";
import { outgoingFetch } from "./outgoing-fetch.js";

let server: Server;
let port: number;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
    else if (request.url === "/endless") response.end(Buffer.alloc(5 * 1024 * 1024));
    else response.end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const request = { method: "POST", headers: {}, body: "{}", signal: new AbortController().signal } as const;
const forbidden = expect.objectContaining({ name: "ForbiddenTarget" });

describe("a target that nobody has allowed", () => {
  const ask = outgoingFetch(new AllowedTargets([]));

  test.each([
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fd00::1]",
    "[fe80::1]",
    "localhost",
  ])("is not asked, however its address is spelt: %s", async (host) => {
    const before = asked;
    await expect(ask(`http://${host}:${port}/`, request)).rejects.toEqual(forbidden);
    expect(asked).toBe(before);
  });

  test("is not asked by another protocol either", async () => {
    for (const url of ["file:///etc/passwd", "ftp://example.com/", "data:text/plain,x"])
      await expect(ask(url, request)).rejects.toEqual(forbidden);
  });
});

describe("a target that is allowed", () => {
  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.0/8", "127.0.0.1"],
    ["127.0.0.1", "localhost"],
    ["localhost", "LocalHost"],
  ])("is asked: by %s also %s", async (allowed, host) => {
    const ask = outgoingFetch(new AllowedTargets([allowed, "::1"]));
    expect(await ask(`http://${host}:${port}/`, request)).toMatchObject({ ok: true, text: "reached" });
  });

  test("leads nowhere else, and is not read without end", async () => {
    const ask = outgoingFetch(new AllowedTargets(["127.0.0.1"]));
    expect(await ask(`http://127.0.0.1:${port}/away`, request)).toMatchObject({ ok: false, status: 302 });
    await expect(ask(`http://127.0.0.1:${port}/endless`, request)).rejects.toThrow("more than 4194304 bytes");
  });

  test("opens nothing beside it", async () => {
    const targets = new AllowedTargets(["10.20.0.0/16", "mes.plant", "fd12::/16"]);
    expect(["10.20.255.1", "fd12::9", "93.184.216.34", "2606:2800::1"].map((each) => targets.allowsAddress(each))).not.toContain(false);
    expect(["10.21.0.1", "127.0.0.1", "fd13::9", "::ffff:10.21.0.1"].map((each) => targets.allowsAddress(each))).not.toContain(true);
    expect(targets.allowsAddress("::ffff:10.20.0.1")).toBe(true);
    expect(["mes.plant", "MES.plant", "a.mes.plant", "plant"].map((each) => targets.allowsHost(each))).toEqual([true, true, false, false]);
  });
});

test("what is allowed is written as addresses, networks and names, and nothing else is taken", () => {
  expect(["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "mes", "mes.plant.local"].filter((each) => !isTarget(each))).toEqual([]);
  const wrong = ["10.0.0", "10.0.0.0/33", "10.0.0.0/8/8", "fd00::/129", "http://mes", "mes/8", "*", "10.0.0.0/x", "mes:80", "1.2.3.400"];
  expect(wrong.filter(isTarget)).toEqual([]);
  expect(() => readConfig({ PHM_OUTGOING_ALLOW: "10.0.0.0/8,*" })).toThrow("PHM_OUTGOING_ALLOW");
  expect(readConfig({ PHM_OUTGOING_ALLOW: "10.0.0.0/8,mes.plant" }).outgoingAllow).toEqual(["10.0.0.0/8", "mes.plant"]);
});
