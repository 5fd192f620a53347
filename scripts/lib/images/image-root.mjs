import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildah, imageOf } from "./build-images.mjs";

/**
 * What Kubernetes makes of the chart's security context, as far as a mount namespace goes: the image's root read-only, /tmp and /data
 * from outside, the image's user. The arguments: root, data, user, then what is run. It becomes what it runs, so a signal reaches that.
 */
const ENTER = `
set -e
root=$1 data=$2 user=$3
shift 3
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --rbind /dev "$root/dev"
mount --bind "$data" "$root/data"
exec chroot --userspec="$user" "$root" sh -c 'cd "$0" && exec "$@"' "$@"
`;

/** An image that is laid open on this machine, in which programs run as they would in a pod. */
export class ImageRoot {
  static async open(target) {
    const container = (await buildah("from", imageOf(target))).stdout.trim();
    const path = (await buildah("mount", container)).stdout.trim();
    const { Docker } = JSON.parse((await buildah("inspect", container)).stdout);
    return new ImageRoot(container, path, Docker.config);
  }

  constructor(container, path, config) {
    Object.assign(this, { container, path, config, data: mkdtempSync(join(tmpdir(), "phm-image-data-")) });
  }

  /** Starts the image's entry point with these arguments, or with its own. */
  start(args = this.config.Cmd, env = {}) {
    return this.spawn([...this.config.Entrypoint, ...args], env);
  }

  /** Starts a program of the image. */
  spawn(command, env = {}) {
    const fixed = Object.fromEntries(this.config.Env.map((line) => line.split(/=(.*)/s, 2)));
    const args = ["--mount", "sh", "-c", ENTER, "enter", this.path, this.data, this.config.User, this.config.WorkingDir, ...command];
    return spawn("unshare", args, { env: { ...fixed, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  }

  async close() {
    rmSync(this.data, { recursive: true, force: true });
    await buildah("rm", this.container);
  }
}

/** Waits for a program's end. @returns its code and all that it said */
export async function ended(child) {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (text += part));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, text };
}
