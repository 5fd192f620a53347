import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { between } from "../chance.mjs";

const SIZE = "96m";
const FOR_MS = [1_000, 3_000];

/**
 * The disk of all records and waveforms is full for some seconds. The broker has another one: nats-server 2.9 switches JetStream off when it
 * cannot write, and does not always find its streams again when it is started anew.
 */
export const diskFull = {
  kind: "disk full",
  shortRuns: 1,
  longRuns: 4,
  needs: () => (process.getuid?.() === 0 && canMount() ? undefined : "a file system of its own can be made by root only"),
  scenario(random) {
    const strikes = [25, 85].map((low) => {
      const forMs = between(...FOR_MS, random);
      return { name: `full for ${forMs} ms`, after: between(low, low + 30, random), forMs, strike: filled };
    });
    return { strikes, setUp };
  },
};

async function setUp(folder) {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  mount(disk);
  return { options: { env: { PHM_DATA_DIR: disk } }, disk, tornDown: async () => unmount(disk) };
}

/** Takes all that is free, in blocks, until nothing can be written. */
async function filled({ set: { disk } }) {
  const ballast = join(disk, "ballast");
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // Somebody else was faster with the last blocks: full is full.
    if (error.code !== "ENOSPC") throw error;
  }
  return async () => rmSync(ballast, { force: true });
}

function mount(folder) {
  const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

function unmount(folder) {
  spawnSync("umount", ["-l", folder]);
}

function canMount() {
  return spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
}
