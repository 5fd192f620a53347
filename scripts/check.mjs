// `npm run check:NAME -- ARGS`: one named verification of scripts/checks/. Its last line is one JSON object with counts and "ok".
import { pathToFileURL } from "node:url";
import { namedFile } from "./lib/named.mjs";
import { Failure, program, say } from "./lib/program.mjs";
import { fromRoot } from "./lib/root.mjs";
import { setup } from "./setup.mjs";

await program(async ([name, ...args]) => {
  const file = namedFile(fromRoot("scripts", "checks"), name, "check");
  const result = await verify(file, args);
  // What a client library still has running, such as the watch of a connection that is closed, must not keep a check that is over.
  process.stdout.write(`${JSON.stringify({ check: name, ...result })}\n`, () => process.exit(result.ok ? 0 : 1));
});

/** A check that cannot be carried out has failed. One that reads sources alone (`needsBuild = false`) also works on a tree that does not build. */
async function verify(file, args) {
  try {
    const { run, needsBuild = true } = await import(pathToFileURL(file).href);
    await setup({ build: needsBuild });
    return await run(args);
  } catch (error) {
    say(error instanceof Failure ? error.message : String(error?.stack ?? error));
    return {
      ok: false,
      error: String(error?.message ?? error)
        .split("\n")
        .at(-1),
    };
  }
}
