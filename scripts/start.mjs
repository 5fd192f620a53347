// `npm start -- ARGS`: everything that is needed, then the main job.
import { runCli } from "./lib/cli.mjs";
import { program } from "./lib/program.mjs";
import { ensureNatsServer } from "./nats-server.mjs";
import { setup } from "./setup.mjs";

await program(async (args) => {
  await setup();
  return runCli(["start", ...args], await ensureNatsServer());
});
