import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../child.mjs";
import { say } from "../program.mjs";
import { BASE } from "./base-image.mjs";

/** Debian's; a company's own authority stands in it. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

export const buildah = (...args) => runTool("buildah", args, `buildah ${args[0]} failed; the lines above say why.`);
export const imageOf = (target) => `localhost/phm-${target}:check`;

/** Builds every target of the Dockerfile from the sources in `context`. */
export async function buildImages(targets, context) {
  const folder = mkdtempSync(join(tmpdir(), "phm-npmrc-"));
  try {
    const npmrc = join(folder, "npmrc");
    writeFileSync(npmrc, registrySettings(), { mode: 0o600 });
    for (const target of targets) {
      say(`check: building ${target}`);
      await buildah(...buildArguments(target, npmrc), context);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildArguments(target, npmrc) {
  const certificates = existsSync(AUTHORITIES) ? ["--volume", `${AUTHORITIES}:${AUTHORITIES}:ro`] : [];
  return [
    ...["build", "--isolation", "chroot", "--network", "host", "--layers", "--file", "images/Dockerfile"],
    ...["--build-arg", `BASE=${BASE}`, "--secret", `id=npmrc,src=${npmrc}`, ...certificates],
    ...["--target", target, "--tag", imageOf(target)],
  ];
}

/** How npm of this machine reaches its registry. */
function registrySettings() {
  const own = join(homedir(), ".npmrc");
  const settings = existsSync(own) ? readFileSync(own, "utf8") : "";
  return existsSync(AUTHORITIES) ? `${settings}\ncafile=${AUTHORITIES}\n` : settings;
}
