import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchError } from "./launch-error.js";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function holderOf(file: string): number | undefined {
  const pid = Number(readFileSync(file, "utf8"));
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
}

/**
 * Makes this process the only one that runs a suite on a data folder. A lock left by a process that was killed is taken over.
 * @returns the function that gives the folder free.
 * @throws LaunchError naming the folder and the holder.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "suite.pid");
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = holderOf(file);
      if (holder !== undefined) {
        throw new LaunchError(
          `A suite is already running on ${folder} (process ${holder}): stop it first, or give this one another folder by --data.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new LaunchError(`Another suite took ${folder} at the same moment: start again, or give this one another folder by --data.`);
}
