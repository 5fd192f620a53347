import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, describe, expect, test } from "@jest/globals";
import { COUNTERS, openRace, type RaceReport, type RaceTask, SERIES_KEY, STORE_RACE_WORKER } from "@phm/testkit";
import { type ContractTarget, freshName, useStores } from "./contract-target.js";

const PROCESSES = 4;
const INCREMENTS = 15;
const KEYS = 10;
const POINTS = 20;
export function describeProcesses(target: ContractTarget): void {
  describe("several processes at once", () => {
    const open = useStores(target.emptyOptions);
    const started: ChildProcess[] = [];
    afterAll(() => {
      for (const child of started) child.kill("SIGKILL");
    });

    test("open an empty store together, lose no update, and leave each unique key to exactly one", async () => {
      if (!existsSync(STORE_RACE_WORKER)) throw new Error("dist is missing: run npm run setup first");
      const name = freshName("race");
      const children = Array.from({ length: PROCESSES }, (_, worker) => {
        const task: RaceTask = { options: target.emptyOptions, name, worker, increments: INCREMENTS, keys: KEYS, points: POINTS };
        return fork(STORE_RACE_WORKER, [JSON.stringify(task)], { execArgv: [] });
      });
      started.push(...children);
      const ended = children.map(exitCode);
      await Promise.all(children.map(nextMessage));
      const reported = children.map(nextMessage);
      for (const child of children) child.send("go");
      const reports = (await Promise.all(reported)) as RaceReport[];
      for (const child of children) child.send("end");
      expect(await Promise.all(ended)).toEqual(Array(PROCESSES).fill(0));

      const { racers, points } = await openRace(await open(), name);
      const increments = await Promise.all(COUNTERS.map(async (id) => (await racers.get(id))?.value.n));
      expect(increments).toEqual([PROCESSES * INCREMENTS + PROCESSES, PROCESSES * INCREMENTS]);
      const won = reports.flatMap((report) => report.won).sort((a, b) => a - b);
      expect(won).toEqual(Array.from({ length: KEYS }, (_, key) => key));
      expect(await racers.count()).toBe(COUNTERS.length + KEYS);
      expect(reports.reduce((sum, { newPoints }) => sum + newPoints, 0)).toBe(POINTS);
      expect(await points.count(SERIES_KEY)).toBe(POINTS);
      expect(reports.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBeGreaterThanOrEqual(PROCESSES - 1);
    }, 120_000);
  });
}

/** Rejects when the child ends without one; what it printed to stderr has then been shown. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code, signal) => reject(new Error(`the child ended with ${code ?? signal} before its message`)));
  });
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}
