// The wire contract: linted, compatible with what was released, and the generated code is that of these protos.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { capture, runTool } from "../lib/child.mjs";
import { say } from "../lib/program.mjs";
import { fromRoot, ROOT, tool } from "../lib/root.mjs";
import { filesBelow } from "../lib/stamp.mjs";

const RELEASED = ["--against", "proto/released.binpb"];
const GENERATED = join("packages", "contracts", "src", "gen");
const PLANTED_IN = join("proto", "phm", "acquisition", "v1", "acquisition.proto");
const NUMBERED_FIELD = /^ {2}[\w.]+ \w+ = \d+;\n/m;

export const needsBuild = false;

export async function run() {
  const protos = filesBelow(fromRoot("proto")).filter((file) => file.endsWith(".proto")).length;
  const lint = await complaints(ROOT, ["lint"]);
  const breaking = await complaints(ROOT, ["breaking", ...RELEASED]);
  for (const { path, type, message } of [...lint, ...breaking]) say(`${path}: ${type}: ${message}`);

  const lintFaultReported = await reportsPlanted("MESSAGE_PASCAL_CASE", ["lint"], (text) => `${text}\nmessage planted_fault {}\n`);
  const breakingChangeReported = await reportsPlanted("FIELD_NO_DELETE", ["breaking", ...RELEASED], (text) =>
    text.replace(NUMBERED_FIELD, ""),
  );
  const stale = await staleFiles();
  for (const file of stale) say(`${file} is not what proto/ generates`);

  return {
    ok: protos > 0 && [lint, breaking, stale].every((list) => list.length === 0) && lintFaultReported && breakingChangeReported,
    protos,
    lintErrors: lint.length,
    breakingChanges: breaking.length,
    plantedLintFaultReported: lintFaultReported,
    plantedBreakingChangeReported: breakingChangeReported,
    staleGeneratedFiles: stale.length,
  };
}

/** What buf finds wrong, one object a finding; anything else that it says is a failure of buf itself. */
async function complaints(cwd, args) {
  const { code, stdout, all } = await capture(tool("buf"), [...args, "--error-format", "json"], { cwd });
  const found = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  if (code !== 0 && found.length === 0) throw new Error(`buf ${args[0]}: ${all.trim()}`);
  return found;
}

/** Whether buf reports a fault of this type once `change` has been made to one file of a copy. */
function reportsPlanted(type, args, change) {
  return withFolder(async (copy) => {
    for (const name of ["buf.yaml", "proto"]) cpSync(fromRoot(name), join(copy, name), { recursive: true });
    const file = join(copy, PLANTED_IN);
    const text = readFileSync(file, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`nothing could be planted in ${PLANTED_IN}`);
    writeFileSync(file, changed);
    return (await complaints(copy, args)).some((complaint) => complaint.type === type);
  });
}

/** Generated files that differ from what the protos generate now, are missing or are left over. */
function staleFiles() {
  return withFolder(async (fresh) => {
    await runTool(tool("buf"), ["generate", "--output", fresh], "The code for proto/ could not be generated.");
    const [now, then] = [ROOT, fresh].map((root) => contentsBelow(root, join(root, GENERATED)));
    return [...new Set([...now.keys(), ...then.keys()])].filter((file) => now.get(file) !== then.get(file));
  });
}

function contentsBelow(root, folder) {
  return new Map(filesBelow(folder).map((file) => [relative(root, file), readFileSync(file, "utf8")]));
}

async function withFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), "phm-contract-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
