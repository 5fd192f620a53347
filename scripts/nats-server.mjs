// Finds the broker's executable, or brings it: Debian's package, else the official release with a pinned hash.
import { accessSync, constants, existsSync, mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture, runTool } from "./lib/child.mjs";
import { downloadVerified } from "./lib/download.mjs";
import { withLock } from "./lib/lock.mjs";
import { Failure, program, say } from "./lib/program.mjs";
import { fromRoot, isProgram } from "./lib/root.mjs";

/** Folders that a user's PATH may lack; Debian's package installs into /usr/sbin. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin"];
const BIN_FOLDER = fromRoot(".phm", "bin");

const RELEASE_VERSION = "2.10.10";
const RELEASE_BASE_URL = "https://github.com/nats-io/nats-server/releases/download";
/**
 * sha256 of nats-server-v2.10.10-<platform>.tar.gz, as published in the release's SHA256SUMS: the linux ones as the official
 * nats-docker images pin them, the amd64 and darwin ones as cashapp/hermit-packages pins them (linux-amd64 agrees in both).
 */
const RELEASE_SHA256 = {
  "linux-amd64": "c8cd7e19b906a5f8a7f9f7e70fc4bfa492d66a069d9664c4db19fdee1b6aa640",
  "linux-arm64": "bbf8b7bc850580a370c9309d0e43ea2b2286e21fa9f5b33dfb751d219275e9e0",
  "darwin-amd64": "5b6bfed8f75ecb2f6465b87334f4e757a66c32b6c5f802e964a080a3716ffffb",
  "darwin-arm64": "8af6cbd8f3f21bcec164d17bc879d3e7807cd98e1c7839ac668986a71c4e52c6",
};
const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

/** What to do by hand, in one sentence. */
export const HOW_TO_INSTALL =
  "nats-server 2.9 or newer is needed: install it (Debian: apt-get install nats-server; macOS: brew install nats-server; " +
  "others: nats.io/download) and have it on PATH, or name it in PHM_NATS_SERVER.";

/** The path of nats-server, or undefined: PHM_NATS_SERVER, then PATH and the usual folders, then .phm/bin. */
export function findNatsServer({ env = process.env, moreFolders = MORE_FOLDERS, binFolder = BIN_FOLDER } = {}) {
  const named = env.PHM_NATS_SERVER;
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new Failure(`PHM_NATS_SERVER is ${named}, which is not an executable file.`);
  }
  const folders = [...(env.PATH ?? "").split(delimiter).filter(Boolean), ...moreFolders, binFolder];
  return folders.map((folder) => join(folder, "nats-server")).find(isExecutable);
}

/** The path of nats-server; installs it if it is missing and throws a Failure that says what to install if that cannot be done. */
export async function ensureNatsServer() {
  const found = findNatsServer();
  if (found !== undefined) return found;
  return withLock(fromRoot(".phm", "nats-server.lock"), async () => {
    const reasons = [];
    for (const install of [nothing, installWithApt, () => installRelease(releaseFor(process.platform, process.arch))]) {
      await install().catch((error) => reasons.push(error.message));
      // Asked first without installing anything: another process may have done it while this one waited for the lock.
      const installed = findNatsServer();
      if (installed !== undefined) return installed;
    }
    throw new Failure([...reasons, HOW_TO_INSTALL].join("\n"));
  });
}

/** The official release archive for a platform, with its hash; undefined where none is pinned. */
export function releaseFor(platform, arch, baseUrl = RELEASE_BASE_URL) {
  const target = `${platform}-${ARCHITECTURES[arch]}`;
  const sha256 = RELEASE_SHA256[target];
  if (sha256 === undefined) return undefined;
  return { url: `${baseUrl}/v${RELEASE_VERSION}/nats-server-v${RELEASE_VERSION}-${target}.tar.gz`, sha256 };
}

/** Downloads a release archive, checks its hash and unpacks the executable into `binFolder`; gives its path. */
export async function installRelease(release, binFolder = BIN_FOLDER) {
  if (release === undefined) throw new Failure(`No nats-server release is pinned for ${process.platform} on ${process.arch}.`);
  mkdirSync(binFolder, { recursive: true });
  const archive = join(binFolder, "nats-server.tar.gz");
  say(`setup: downloading ${release.url}`);
  await downloadVerified(release.url, release.sha256, archive);
  try {
    const args = ["-xzf", archive, "-C", binFolder, "--strip-components=1", "--no-same-owner"];
    await runTool("tar", args, `${archive} could not be unpacked.`);
  } finally {
    rmSync(archive, { force: true });
  }
  return join(binFolder, "nats-server");
}

const nothing = async () => {};

async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say("setup: installing Debian's nats-server");
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const sentence = "apt-get could not install nats-server.";
  await runTool("apt-get", ["update", "-qq"], sentence, options);
  await runTool("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "nats-server"], sentence, options);
  // The package starts a broker of its own on port 4222 where systemd runs; the suite brings its own and nobody asked for that one.
  if (existsSync("/run/systemd/system")) await capture("systemctl", ["disable", "--now", "nats-server"]);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (isProgram(import.meta.url)) {
  await program(async () => console.log(await ensureNatsServer()));
}
