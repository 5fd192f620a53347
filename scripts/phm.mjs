// `npm run phm -- ARGS`: the CLI, built first where it is not current.
import { runCli } from "./lib/cli.mjs";
import { program } from "./lib/program.mjs";
import { ensureNatsServer, findNatsServer } from "./nats-server.mjs";
import { setup } from "./setup.mjs";

/** Only these run a broker; for the others it is not installed. */
const RUN_A_BROKER = ["start", "up"];

await program(async (args) => {
  await setup();
  return runCli(args, RUN_A_BROKER.includes(args[0]) ? await ensureNatsServer() : findNatsServer());
});
