import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A list of what an image holds beside Debian and Node, in the form of CycloneDX 1.5: what is installed, with the hashes of the lockfile. */
export function bomOf(at, members, { name, version }) {
  const hashes = hashesOf(join(at, "pnpm-lock.yaml"));
  const own = members.map((member) => component(JSON.parse(readFileSync(join(at, member, "package.json"), "utf8"))));
  const others = installedIn(at).map((manifest) => component(manifest, hashes.get(`${manifest.name}@${manifest.version}`)));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", name, version } },
    components: [...own, ...others],
  };
}

/** The manifests of all installed packages, each once, by name. */
export function installedIn(at) {
  const store = join(at, "node_modules", ".pnpm");
  if (!existsSync(store)) return [];
  const manifests = readdirSync(store).flatMap((entry) => packagesIn(join(store, entry, "node_modules")));
  const byId = new Map(manifests.map((manifest) => [`${manifest.name}@${manifest.version}`, manifest]));
  return [...byId.keys()].sort().map((id) => byId.get(id));
}

/** Beside the package that a folder of the store is for, it holds links to others, which have folders of their own. */
function packagesIn(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.name.startsWith("@") ? scoped(folder, entry.name) : entry.isDirectory() ? [entry.name] : [],
  );
  const files = names.map((name) => join(folder, name, "package.json")).filter((file) => existsSync(file));
  return files.map((file) => JSON.parse(readFileSync(file, "utf8")));
}

function scoped(folder, scope) {
  const entries = readdirSync(join(folder, scope), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${scope}/${name}`);
}

/** sha512 in hex of each `name@version` in the lockfile. */
function hashesOf(lockfile) {
  const { packages } = parse(readFileSync(lockfile, "utf8"));
  const entries = Object.entries(packages).flatMap(([id, { resolution }]) => {
    const [algorithm, digest] = (resolution?.integrity ?? "").split(/-(.*)/s);
    return algorithm === "sha512" ? [[id, Buffer.from(digest, "base64").toString("hex")]] : [];
  });
  return new Map(entries);
}

function component({ name, version, license }, sha512) {
  return {
    type: "library",
    name,
    version,
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    ...(typeof license === "string" ? { licenses: [{ expression: license }] } : {}),
    ...(sha512 ? { hashes: [{ alg: "SHA-512", content: sha512 }] } : {}),
  };
}
