import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { capture } from "./lib/child.mjs";
import { findNatsServer, installRelease, releaseFor } from "./nats-server.mjs";

let folder: string;
let releases: Server;
let baseUrl: string;
let archive: Buffer;

/** A release archive as the official ones are laid out, served from this process. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-nats-"));
  const name = "nats-server-v0-test";
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "nats-server"), "#!/bin/sh\necho a broker\n");
  chmodSync(join(folder, name, "nats-server"), 0o755);
  await capture("tar", ["-czf", "release.tar.gz", name], { cwd: folder });
  archive = readFileSync(join(folder, "release.tar.gz"));
  releases = createServer((request, response) => {
    response.statusCode = request.url === "/missing" ? 404 : 200;
    response.end(archive);
  });
  await new Promise<void>((resolve) => releases.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(releases.address() as AddressInfo).port}`;
});

afterAll(() => {
  releases.close();
  rmSync(folder, { recursive: true, force: true });
});

const binFolder = (name: string) => join(folder, name);
const archiveHash = () => createHash("sha256").update(archive).digest("hex");

describe("releaseFor", () => {
  test.each([
    ["linux", "x64", "linux-amd64"],
    ["linux", "arm64", "linux-arm64"],
    ["darwin", "x64", "darwin-amd64"],
    ["darwin", "arm64", "darwin-arm64"],
  ])("names the archive of %s on %s and pins its sha256", (platform, arch, target) => {
    const release = releaseFor(platform, arch, "http://mirror");
    expect(release?.url).toMatch(new RegExp(`^http://mirror/v([0-9.]+)/nats-server-v\\1-${target}\\.tar\\.gz$`));
    expect(release?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("pins nothing for a platform whose hash was never seen", () => {
    expect(releaseFor("win32", "x64")).toBeUndefined();
    expect(releaseFor("linux", "riscv64")).toBeUndefined();
  });
});

describe("installRelease", () => {
  test("unpacks an executable whose archive has the pinned hash, and keeps no archive", async () => {
    const installed = await installRelease({ url: `${baseUrl}/release`, sha256: archiveHash() }, binFolder("good"));
    expect((await capture(installed, [])).stdout).toBe("a broker\n");
    expect(existsSync(join(binFolder("good"), "nats-server.tar.gz"))).toBe(false);
  });

  test("refuses and deletes an archive with another hash", async () => {
    const expected = "0".repeat(64);
    await expect(installRelease({ url: `${baseUrl}/release`, sha256: expected }, binFolder("bad"))).rejects.toThrow(
      `has sha256 ${archiveHash()}, expected is ${expected}`,
    );
    expect(existsSync(join(binFolder("bad"), "nats-server.tar.gz"))).toBe(false);
    expect(existsSync(join(binFolder("bad"), "nats-server"))).toBe(false);
  });

  test("says which address cannot be had", async () => {
    const url = `${baseUrl}/missing`;
    await expect(installRelease({ url, sha256: archiveHash() }, binFolder("missing"))).rejects.toThrow(
      `${url} could not be downloaded: HTTP status 404`,
    );
  });

  test("refuses a platform without a pinned release", async () => {
    await expect(installRelease(undefined, binFolder("none"))).rejects.toThrow("No nats-server release is pinned");
  });
});

describe("findNatsServer", () => {
  const nowhere = { moreFolders: [], binFolder: "/nonexistent" };

  test("takes the one that PHM_NATS_SERVER names before the one on PATH", async () => {
    const installed = await installRelease({ url: `${baseUrl}/release`, sha256: archiveHash() }, binFolder("named"));
    expect(findNatsServer({ env: { PHM_NATS_SERVER: installed, PATH: binFolder("path") }, ...nowhere })).toBe(installed);
  });

  test("refuses a PHM_NATS_SERVER that is no executable instead of taking another", () => {
    const named = join(folder, "release.tar.gz");
    expect(() => findNatsServer({ env: { PHM_NATS_SERVER: named }, ...nowhere })).toThrow(`PHM_NATS_SERVER is ${named}`);
  });

  test("finds the one that was downloaded before, and nothing where there is none", async () => {
    const installed = await installRelease({ url: `${baseUrl}/release`, sha256: archiveHash() }, binFolder("found"));
    expect(findNatsServer({ env: { PATH: "" }, moreFolders: [], binFolder: binFolder("found") })).toBe(installed);
    expect(findNatsServer({ env: { PATH: "" }, ...nowhere })).toBeUndefined();
  });
});
