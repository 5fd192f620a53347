// `npm run bench -- NAME --json`: one benchmark of bench/, after set-up.
import { runInForeground } from "./lib/child.mjs";
import { namedFile } from "./lib/named.mjs";
import { program } from "./lib/program.mjs";
import { fromRoot } from "./lib/root.mjs";
import { findNatsServer } from "./nats-server.mjs";
import { setup } from "./setup.mjs";

await program(async ([name, ...args]) => {
  const file = namedFile(fromRoot("bench"), name, "benchmark");
  await setup();
  const natsServer = findNatsServer();
  const env = natsServer === undefined ? process.env : { ...process.env, PHM_NATS_SERVER: natsServer };
  return runInForeground(process.execPath, [file, ...args], { env });
});
