import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const USER = "10001:10001";
/** Nothing to build with, and nothing to install with. */
const TOOLS = ["npm", "npx", "yarn", "corepack", "gcc", "cc", "make", "python3"];
const FOLDERS = ["/bin", "/usr/bin", "/usr/local/bin"];
const LABELS = ["title", "version", "revision", "licenses"];

/** What is wrong with an image, in words. @param opened an ImageRoot @param target its name */
export function imageProblems({ path, config }, target) {
  return [
    ...(config.User === USER ? [] : [`runs as ${config.User || "root"}, not as ${USER}`]),
    ...(config.Healthcheck ? ["has a HEALTHCHECK, which is Kubernetes' to do"] : []),
    ...LABELS.filter((label) => !config.Labels?.[`org.opencontainers.image.${label}`]).map((label) => `has no label ${label}`),
    ...toolsIn(path).map((tool) => `has ${tool}`),
    ...chartProblems(target, config),
    ...sbomProblems(join(path, "app")),
  ].map((problem) => `${target}: ${problem}`);
}

const toolsIn = (path) =>
  FOLDERS.flatMap((folder) => TOOLS.map((tool) => join(folder, tool))).filter((file) => existsSync(join(path, file)));

/** The list in the image against what is installed there. */
function sbomProblems(app) {
  const { components } = JSON.parse(readFileSync(join(app, "sbom.cdx.json"), "utf8"));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const missing = installedIn(app).filter((id) => !listed.has(id));
  const unhashed = components.filter(({ name, hashes }) => !name.startsWith("@phm/") && !hashes);
  return [
    ...missing.map((id) => `${id} is installed and not in the SBOM`),
    ...unhashed.map(({ name }) => `${name} has no hash in the SBOM`),
  ];
}

/** `name@version` of what is installed, by the names of the folders of pnpm's store: another source than the list's own. */
function installedIn(app) {
  const entries = readdirSync(join(app, "node_modules", ".pnpm"));
  const parts = entries.map((entry) => /^(@[^+@]+\+)?([^@]+)@([^_(]+)/.exec(entry)).filter((found) => found !== null);
  return parts.map(([, scope = "", name, version]) => `${scope.replace("+", "/")}${name}@${version}`);
}

/** What the chart runs in a service's pod is what the image runs by itself. */
function chartProblems(target, { Cmd }) {
  const rendered = readFileSync(new URL("../../../helm/phm/scenarios/rendered/01-default.yaml", import.meta.url), "utf8");
  const chart = rendered.includes(`phm-${target}:`);
  const main = Cmd.at(-1);
  return !chart || target === "tools" || rendered.includes(`"${main}"]`) ? [] : [`the chart does not run ${main}`];
}
