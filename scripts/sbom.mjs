// `npm run sbom -- FILE`: the bill of materials of this checkout (CycloneDX 1.5): its own packages, and all that is installed, with their hashes.
// What each image holds stands in the image itself, as sbom.cdx.json.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, program, say } from "./lib/program.mjs";
import { fromRoot, ROOT } from "./lib/root.mjs";
import { setup } from "./setup.mjs";

const PARENTS = ["packages", "services"];
const SINGLE = ["cli", "edge", "console"];

await program(async (args) => {
  if (args.length > 1) throw new Failure("usage: npm run sbom -- FILE");
  await setup({ build: false });
  const { bomOf } = await import(pathToFileURL(fromRoot("images", "bill-of-materials.mjs")).href);
  const file = resolve(args[0] ?? fromRoot(".phm", "sbom.cdx.json"));
  const bom = bomOf(ROOT, members(), JSON.parse(readFileSync(fromRoot("package.json"), "utf8")));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
  const hashed = bom.components.filter(({ hashes }) => hashes !== undefined).length;
  say(`${file}: ${bom.components.length} components, ${hashed} of them with the hash of the lockfile`);
});

function members() {
  const folders = [...PARENTS.flatMap((parent) => readdirSync(fromRoot(parent)).map((name) => `${parent}/${name}`)), ...SINGLE];
  return folders.filter((folder) => existsSync(fromRoot(folder, "package.json")));
}
