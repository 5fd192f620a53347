// Install and build. Fast when nothing changed, and safe to run twice at once: `npm start` and `npm test` both call it.
import { existsSync, readdirSync } from "node:fs";
import { runTool } from "./lib/child.mjs";
import { withLock } from "./lib/lock.mjs";
import { Failure, program, say } from "./lib/program.mjs";
import { fromRoot, isProgram, tool } from "./lib/root.mjs";
import { filesBelow, forget, hashOfFiles, isCurrent, remember } from "./lib/stamp.mjs";

const PNPM = "pnpm@10.34.9";
const OLDEST_NODE = [20, 19];

const INSTALL = {
  name: "install",
  output: fromRoot("node_modules", ".bin"),
  inputs: () => [fromRoot("pnpm-lock.yaml"), fromRoot("pnpm-workspace.yaml"), ...manifests()],
  async run() {
    say("setup: installing packages (about a minute the first time)");
    await runTool(
      "npx",
      ["-y", PNPM, "install", "--frozen-lockfile", "--config.confirmModulesPurge=false"],
      `The packages could not be installed with ${PNPM}; the lines above say why (is the npm registry reachable?).`,
    );
  },
};

const GENERATE = {
  name: "generate",
  output: fromRoot("packages", "contracts", "src", "gen"),
  inputs: () => [
    ...filesBelow(fromRoot("proto")).filter((file) => file.endsWith(".proto")),
    fromRoot("buf.yaml"),
    fromRoot("buf.gen.yaml"),
    fromRoot("node_modules", "@bufbuild", "protoc-gen-es", "package.json"),
  ],
  async run() {
    say("setup: generating code from proto/");
    await runTool(tool("buf"), ["generate"], "The code for proto/ could not be generated; the lines above name the file and the fault.");
  },
};

const CONSOLE = {
  name: "console",
  output: fromRoot("console", "dist", "index.html"),
  inputs: () => [
    ...["src", "public"].flatMap((folder) => filesBelow(fromRoot("console", folder))),
    ...["index.html", "package.json", "vite.config.ts"].map((file) => fromRoot("console", file)),
    ...filesBelow(fromRoot("packages", "domain", "src")),
    fromRoot("pnpm-lock.yaml"),
  ],
  async run() {
    say("setup: building the console");
    const vite = fromRoot("console", "node_modules", "vite", "bin", "vite.js");
    await runTool(process.execPath, [vite, "build"], "The console could not be built; the lines above name the file and the fault.", {
      cwd: fromRoot("console"),
    });
  },
};

/** Brings the packages, the generated code and (unless `build` is false) the build up to date. */
export async function setup({ build = true } = {}) {
  requireNode(process.versions.node);
  await withLock(fromRoot(".phm", "setup.lock"), async () => {
    for (const step of [INSTALL, GENERATE]) await runIfNeeded(step);
    if (!build) return;
    // `tsc -b` finds out by itself what changed; a stamp would cost as much as asking it.
    await runTool(tool("tsc"), ["-b"], "The TypeScript build failed; the lines above name the files and lines.");
    await runIfNeeded(CONSOLE);
  });
}

/** Throws a Failure for a Node that is too old; `version` as in `20.19.0`. */
export function requireNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Failure(`Node ${OLDEST_NODE.join(".")} or newer is needed, this is Node ${version}: install it from nodejs.org.`);
}

async function runIfNeeded(step) {
  const hash = hashOfFiles(step.inputs());
  if (existsSync(step.output) && isCurrent(step.name, hash)) return;
  forget(step.name);
  await step.run();
  remember(step.name, hash);
}

/** The package.json of the root and of every workspace package. */
function manifests() {
  const inFolder = (folder) => readdirSync(fromRoot(folder)).map((name) => fromRoot(folder, name, "package.json"));
  return [
    ...["packages", "services"].flatMap(inFolder),
    ...[".", "cli", "edge", "console", "e2e", "bench"].map((folder) => fromRoot(folder, "package.json")),
  ];
}

if (isProgram(import.meta.url)) {
  await program(async () => {
    const startedAtMs = performance.now();
    await setup();
    say(`setup: everything is current (${((performance.now() - startedAtMs) / 1000).toFixed(1)} s)`);
  });
}
