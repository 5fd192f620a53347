import { chmodSync, cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findNatsServer } from "../../../packages/testkit/dist/index.js";
import { between } from "../chance.mjs";
import { KEPT_AT_DATABASE, killed, oneOrder } from "./kill.mjs";

/** How much of the broker's work is lost, ms. */
const LOST_MS = [300, 1_500];

/**
 * The broker's machine loses power: its files are as they were some time before. Nothing that was acknowledged at level `database` is lost: it
 * is in the archive and in the history. What was between features and predict is derived again, but may come late to predict, so
 * its report may differ; there is one order all the same.
 */
export const powerLoss = {
  kind: "broker restarted with its last seconds dropped",
  shortRuns: 1,
  longRuns: 8,
  scenario(random) {
    const strikes = [{ name: "power loss", after: between(30, 110, random), strike: (world) => lose(world, random) }];
    return {
      strikes,
      promised: KEPT_AT_DATABASE,
      afterwards: oneOrder,
      setUp: async (folder) => ({ options: { env: { PHM_DURABILITY: "database" }, natsServer: forgetfulBroker(folder) } }),
    };
  },
};

/** nats-server that starts from an earlier copy of its files, where one was put beside them. */
function forgetfulBroker(folder) {
  const program = join(folder, "forgetful-nats-server");
  const [copy, where] = [join(folder, "copy"), join(folder, "where")];
  const script = `#!/bin/sh
if [ -f "${where}" ]; then
  files=$(cat "${where}")
  rm "${where}"
  rm -rf "$files"
  mv "${copy}" "$files"
fi
exec "${findNatsServer()}" "$@"
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  return program;
}

async function lose(world, random) {
  const { folder, dataFolder, suite } = world;
  const files = join(dataFolder, "nats", "jetstream");
  const copy = join(folder, "copy");
  // Copied at one moment, as a disk has it.
  const { pid } = suite.process("nats-server");
  process.kill(pid, "SIGSTOP");
  if (!existsSync(copy)) cpSync(files, copy, { recursive: true });
  process.kill(pid, "SIGCONT");
  await delay(between(...LOST_MS, random));
  writeFileSync(join(folder, "where"), files);
  return killed(world, "nats-server");
}
