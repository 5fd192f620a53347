import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { lockDataFolder } from "./instance-lock.js";
import { LaunchError } from "./launch-error.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phm-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NO_SUCH_PID = 2 ** 22 + 1;

describe("the lock of a data folder", () => {
  it("refuses a second suite while the first one's process lives, naming folder and process", () => {
    writeFileSync(join(folder, "suite.pid"), String(process.ppid));
    expect(() => lockDataFolder(folder)).toThrow(LaunchError);
    expect(() => lockDataFolder(folder)).toThrow(`(process ${process.ppid})`);
  });

  it("takes over what a killed suite left behind", () => {
    writeFileSync(join(folder, "suite.pid"), String(NO_SUCH_PID));
    expect(() => lockDataFolder(folder)()).not.toThrow();
  });

  it("is free again after it was given back", () => {
    lockDataFolder(folder)();
    expect(() => lockDataFolder(folder)()).not.toThrow();
  });
});
