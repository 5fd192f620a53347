import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fromRoot } from "./root.mjs";
import { filesBelow } from "./stamp.mjs";

const PLANTED = fromRoot("e2e", "fences", "planted");
const MARKER = /^\/\/ planted: (.+)\n/;
/** npm packages that planted files import: one that packages/dsp declares, one that nobody does. */
const KERNEL = "@echogarden/pffft-wasm";
const NPM = { [KERNEL]: ["packages", "dsp", "node_modules", KERNEL], "fast-check": ["node_modules", "fast-check"] };

/** What each planted file says of itself: a map from file to the rules that must report it. */
export function plantedFaults() {
  return new Map(filesBelow(PLANTED).map((file) => [relative(PLANTED, file), rulesIn(file)]));
}

/** Lays the planted tree out as a workspace in a temporary folder, calls `body` with that folder, removes it. */
export async function withPlantedTree(body) {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "phm-fences-"));
  try {
    cpSync(PLANTED, root, { recursive: true });
    const folders = workspaceFolders(root);
    const names = [...folders.values()];
    for (const [folder, name] of folders) {
      const dependencies = Object.fromEntries([...names, KERNEL].map((dependency) => [dependency, "*"]));
      const exports = { ".": { source: "./src/index.ts", default: "./dist/index.js" } };
      writeFileSync(join(root, folder, "package.json"), JSON.stringify({ name, type: "module", exports, dependencies }));
      link(root, name, join(root, folder));
    }
    for (const [name, path] of Object.entries(NPM)) link(root, name, fromRoot(...path));
    return await body(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function rulesIn(file) {
  const marker = MARKER.exec(readFileSync(file, "utf8"));
  if (marker === null) throw new Error(`${file} does not begin with "// planted: RULES"`);
  return marker[1] === "nothing" ? [] : marker[1].split(", ").sort();
}

/** Folder -> package name, by the naming of the real tree. */
function workspaceFolders(root) {
  const named = (folder, prefix) => readdirSync(join(root, folder)).map((name) => [join(folder, name), `@phm/${prefix}${name}`]);
  return new Map([...named("packages", ""), ...named("services", "service-"), ["cli", "@phm/cli"], ["edge", "@phm/edge"]]);
}

function link(root, name, target) {
  const at = join(root, "node_modules", name);
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(target, at, "dir");
}
