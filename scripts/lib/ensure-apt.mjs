import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture } from "./child.mjs";
import { say } from "./program.mjs";

/** The path of a program; installs Debian's package of it where that can be done, else undefined. */
export async function ensureWithApt(program, aptPackage) {
  const found = onPath(program);
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  say(`setup: installing Debian's ${aptPackage}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await capture("apt-get", ["update", "-qq"], { env });
  await capture("apt-get", ["install", "-y", "-qq", "--no-install-recommends", aptPackage], { env });
  return onPath(program);
}

function onPath(program) {
  const files = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
