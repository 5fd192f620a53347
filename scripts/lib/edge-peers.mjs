// Brings the peers of `check:edge` where that can be done: Debian's packages, as root. What is missing then is left out by name.
import { existsSync } from "node:fs";
import { capture, runTool } from "./child.mjs";
import { say } from "./program.mjs";

const PACKAGES = ["mosquitto", "python3-paho-mqtt", "python3-pymodbus"];

/** @param missing whether any of the peers is not there */
export async function installEdgePeers(missing) {
  if (!missing || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say(`check: installing Debian's ${PACKAGES.join(", ")}`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const sentence = "apt-get could not install the peers of check:edge.";
  try {
    await runTool("apt-get", ["update", "-qq"], sentence, options);
    await runTool("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...PACKAGES], sentence, options);
    // The package starts a broker of its own where systemd runs; nobody asked for that one.
    if (existsSync("/run/systemd/system")) await capture("systemctl", ["disable", "--now", "mosquitto"]);
  } catch (error) {
    say(error.message);
  }
}
