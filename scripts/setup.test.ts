import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { withLock } from "./lib/lock.mjs";
import { hashOfFiles } from "./lib/stamp.mjs";
import { requireNode } from "./setup.mjs";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "phm-setup-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("requireNode", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("accepts Node %s", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  test.each(["18.20.0", "20.18.3"])("refuses Node %s in one sentence", (version) => {
    expect(() => requireNode(version)).toThrow(`Node 20.19 or newer is needed, this is Node ${version}`);
  });
});

describe("withLock", () => {
  test("lets one body run at a time and leaves no lock behind", async () => {
    const file = join(folder, "one");
    const seen: string[] = [];
    const body = (name: string) => async () => {
      seen.push(`${name} in`);
      await new Promise(setImmediate);
      seen.push(`${name} out`);
    };
    await Promise.all([withLock(file, body("a")), withLock(file, body("b"))]);
    expect([seen[0]?.slice(2), seen[1]?.slice(2)]).toEqual(["in", "out"]);
    expect(seen[0]?.[0]).toBe(seen[1]?.[0]);
    expect(existsSync(file)).toBe(false);
  });

  test("takes over from a process that is dead", async () => {
    const file = join(folder, "dead");
    const child = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => child.on("exit", resolve));
    writeFileSync(file, String(child.pid));
    expect(await withLock(file, async () => readFileSync(file, "utf8"))).toBe(String(process.pid));
  });

  test("takes over where the pid lives on as another process and nobody has touched the lock", async () => {
    const file = join(folder, "reused");
    writeFileSync(file, String(process.ppid));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, async () => readFileSync(file, "utf8"))).toBe(String(process.pid));
  });

  test("gives the lock back when the body fails", async () => {
    const file = join(folder, "fails");
    await expect(withLock(file, async () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(file)).toBe(false);
  });
});

describe("hashOfFiles", () => {
  test("changes with content, with names and with a file that goes missing, and not with the order", () => {
    const [a, b] = [join(folder, "a.txt"), join(folder, "b.txt")];
    writeFileSync(a, "1");
    writeFileSync(b, "2");
    const first = hashOfFiles([a, b]);
    expect(hashOfFiles([b, a])).toBe(first);
    writeFileSync(b, "3");
    expect(hashOfFiles([a, b])).not.toBe(first);
    expect(hashOfFiles([a])).not.toBe(hashOfFiles([b]));
    const present = hashOfFiles([a, b]);
    rmSync(b);
    expect(hashOfFiles([a, b])).not.toBe(present);
  });
});
