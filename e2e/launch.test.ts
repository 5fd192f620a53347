import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { freePorts } from "@phm/launcher";
import { type PhmCommand, runPhm, startPhm, waitFor } from "@phm/testkit";
import { descendantsOf, isAlive } from "./processes.js";

/** Five services, the broker and its guard. */
const PROCESSES = 7;
const STOP_WITHIN_MS = 10_000;
/** Each process drains for up to 8 s when its launcher is gone, and a busy machine takes its time on top. */
const ORPHANS_GONE_WITHIN_MS = 20_000;

let folder: string;
let data: string;
let port: number;
let launched: PhmCommand | undefined;
let pids: number[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-launch-"));
  data = join(folder, "data");
  port = (await freePorts()).api;
  launched = undefined;
  pids = [];
});
afterEach(async () => {
  if (launched && launched.child.exitCode === null && launched.child.signalCode === null) launched.child.kill("SIGTERM");
  await launched?.ended;
  // What a failed test has found to be left behind must not outlive it.
  for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}, 20_000);

const at = (more: { data?: string; port?: number } = {}) => ["--data", more.data ?? data, "--port", String(more.port ?? port)];

/** Starts the suite and waits until it has printed the text; notes the pids of all its processes. */
async function launch(command: string, untilPrinted: string): Promise<void> {
  const running = startPhm([command, ...at()]);
  launched = running;
  await waitFor(() => running.output.stdout.includes(untilPrinted), {
    what: `"${untilPrinted}" printed by phm ${command}`,
    timeoutMs: 60_000,
  });
  pids = descendantsOf(running.child.pid as number);
  expect(pids).toHaveLength(PROCESSES);
}

/** What a person is told: one line, no stack. */
const oneSentence = (pattern: string) => expect.stringMatching(new RegExp(`^phm: [^\n]*${pattern}[^\n]*\n$`));

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

describe("a suite that cannot start", () => {
  it("says in one sentence which port is taken and what for", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port + 5, "127.0.0.1", resolve));
    const { code, stderr } = await runPhm(["up", ...at()]);
    await new Promise((resolve) => taken.close(resolve));
    expect(stderr).toEqual(oneSentence(`Port ${port + 5} on 127\\.0\\.0\\.1, needed for the broker, is taken: `));
    expect(code).toBe(1);
  });

  it.each([
    {
      fault: "a file of samples that is not the one it was made with",
      spoil: (bundle: string) =>
        edit(join(bundle, "bundle.json"), (text) => text.replace(/"rawSha256": "\w{8}/, (hash) => `${hash.slice(0, -8)}00000000`)),
      says: /\.samples\.br: rawSha256 is .*; it must be "?00000000/,
    },
    {
      fault: "a scale that is not a number",
      spoil: (bundle: string) => edit(join(bundle, "acquisitions.ndjson"), (text) => text.replace(/"scale":[\d.e-]+/, '"scale":"NaN"')),
      says: /acquisitions\.ndjson line 1: .*scale is "NaN"; it must be /,
    },
  ])(
    "names file, field, value and limit of a bundle with $fault",
    async ({ spoil, says }) => {
      const bundle = join(folder, "bundle");
      expect((await runPhm(["simulate", bundle, "--acquisitions", "3"])).code).toBe(0);
      spoil(bundle);
      const { code, stderr } = await runPhm(["start", "--once", "--bundle", bundle, ...at()]);
      expect(stderr).toEqual(oneSentence(says.source));
      expect(code).toBe(1);
    },
    60_000,
  );
});

describe("a running suite", () => {
  it("refuses a second one on its folder and on its ports, and ends with all its processes at Ctrl-C in the middle of a replay", async () => {
    await launch("start", "10 %");

    const sameFolder = await runPhm(["up", ...at({ port: (await freePorts()).api })]);
    expect(sameFolder.stderr).toEqual(oneSentence(`A suite is already running on .* \\(process ${launched?.child.pid}\\): `));
    expect(sameFolder.code).toBe(1);
    const samePorts = await runPhm(["up", ...at({ data: join(folder, "other") })]);
    expect(samePorts.stderr).toEqual(oneSentence(`Port ${port} on .* is taken: `));
    expect(samePorts.code).toBe(1);

    const asked = performance.now();
    launched?.child.kill("SIGINT");
    expect(await launched?.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);
    expect(pids.filter(isAlive)).toEqual([]);
  }, 90_000);

  it("ends with all its processes at Ctrl-C while it is still starting", async () => {
    launched = startPhm(["up", ...at()]);
    const { child, ended, output } = launched;
    // The broker is up and its port answers; the services are on their way.
    await waitFor(() => descendantsOf(child.pid as number).length > 2, {
      what: "services that are starting",
      timeoutMs: 30_000,
      pollMs: 5,
    });
    pids = descendantsOf(child.pid as number);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(output).toEqual({ stdout: "", stderr: "" });
    expect(pids.filter(isAlive)).toEqual([]);
  }, 60_000);

  it("leaves no process behind when it is killed", async () => {
    await launch("up", "Console");
    launched?.child.kill("SIGKILL");
    await waitFor(() => !pids.some(isAlive), { what: "all processes of the suite to end", timeoutMs: ORPHANS_GONE_WITHIN_MS });
  }, 90_000);
});
