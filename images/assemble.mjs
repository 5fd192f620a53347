// What each image holds, as a folder below the one that is given: what was built of a service and of the packages that it needs, the
// dependencies of production from the lockfile, and a list of them (SBOM). Runs in the first stage of the Dockerfile, after `npm run setup`.
//   node images/assemble.mjs /out

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bomOf } from "./bill-of-materials.mjs";
import { TARGETS } from "./targets.mjs";
import { closureOf, manifestOf } from "./workspace.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
/** What pnpm reads, and no image keeps. */
const LOCK = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];
/** Of a package's folder: what runs, and data that it reads. */
const PARTS = ["package.json", "dist", "mappings"];
const NOT_RUN = /\.(d\.[cm]?ts|map|tsbuildinfo)$/;

const into = process.argv[2];
if (!into) throw new Error("usage: node images/assemble.mjs FOLDER");
for (const [target, { folder, files = [] }] of Object.entries(TARGETS)) assemble(join(into, target), folder, files);

function assemble(at, folder, files) {
  mkdirSync(at, { recursive: true });
  const members = closureOf(ROOT, folder);
  for (const file of LOCK) cpSync(join(ROOT, file), join(at, file));
  for (const part of [...members.flatMap((member) => PARTS.map((name) => `${member}/${name}`)), ...files]) copy(part, at);
  installProduction(at, manifestOf(ROOT, folder).name);
  writeFileSync(join(at, "sbom.cdx.json"), `${JSON.stringify(bomOf(at, members, manifestOf(ROOT, folder)), null, 2)}\n`);
  for (const file of LOCK) rmSync(join(at, file));
}

function copy(part, at) {
  const wanted = (path) => !NOT_RUN.test(path);
  try {
    cpSync(join(ROOT, part), join(at, part), { recursive: true, filter: wanted });
  } catch (error) {
    if (error.code !== "ENOENT" || !part.endsWith("/mappings")) throw error;
  }
}

/** Exactly what the lockfile has; no dependency runs a script. */
function installProduction(cwd, name) {
  const { packageManager } = manifestOf(ROOT, ".");
  const options = ["--prod", "--frozen-lockfile", "--prefer-offline", "--ignore-scripts", "--filter", `${name}...`];
  execFileSync("npx", ["-y", packageManager, "install", ...options], { cwd, stdio: "inherit" });
}
