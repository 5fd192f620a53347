import { Command, Option } from "commander";
import { onRunningSuite } from "../../suite/suite-addresses.js";
import { printVerification } from "./print-verification.js";
import { verifyFolder } from "./verify-folder.js";
import { type VerifySuiteOptions, verifySuite } from "./verify-suite.js";

interface VerifyOptions extends VerifySuiteOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** `phm verify`: whether all that is kept is still what was written. */
export function verifyCommand(): Command {
  return onRunningSuite(new Command("verify"))
    .description("read all that the suite keeps and hold it against its checksums; exit code 1 when something is damaged or missing")
    .option("--data <folder>", "a data folder, suite running or not: checksums and the pages of SQLite; without: ask a running suite")
    .option("--no-repair", "do not get back from the broker what is damaged or missing")
    .addOption(new Option("--max-rate <size>", "most bytes a second on average, for each service").default("64MiB"))
    .option("--json", "one JSON line a fault and a store, then one with the counts")
    .action(async ({ data, json, ...options }: VerifyOptions) => {
      const events = data === undefined ? verifySuite(options) : verifyFolder(data, options.maxRate);
      const sound = await printVerification(events, json === true);
      if (!sound) process.exitCode = 1;
    });
}
