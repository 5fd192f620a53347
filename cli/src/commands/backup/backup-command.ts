import { Command } from "commander";
import { durationOf } from "../../backup/duration-of.js";
import { storeTarget } from "../../backup/store-target.js";
import { takeBackup } from "../../backup/take-backup.js";
import { grpcAddress, natsUrl, onRunningSuite, type SuiteAddressOptions } from "../../suite/suite-addresses.js";
import { verifyBackup } from "./verify-backup.js";

interface TakeOptions extends SuiteAddressOptions {
  readonly data: string;
  readonly patience: string;
}

/** `phm backup DIR` and `phm backup verify DIR`. */
export function backupCommand(): Command {
  const command = onRunningSuite(new Command("backup"))
    .description("copy all that a running suite keeps, as of one moment, into a new folder")
    .argument("<dir>", "new folder")
    .option("--data <folder>", "the suite's data folder; with MONGODB_URL set: not looked at", ".phm/suite")
    .option("--patience <time>", "how long the services may take to work off what lies between them", "2min")
    .action(backup);
  command
    .command("verify")
    .description("hold a backup against its checksums; exit code 1 when it is damaged")
    .argument("<dir>")
    .action(verifyBackup);
  return command;
}

async function backup(out: string, { data, patience, ...suite }: TakeOptions): Promise<void> {
  const { parts, takenAt } = await takeBackup({
    out,
    target: storeTarget(data),
    natsUrl: natsUrl(suite),
    ingestAddress: grpcAddress(suite, "ingest"),
    patienceMs: durationOf("patience", patience),
  });
  const items = parts.reduce((sum, part) => sum + part.items, 0);
  process.stdout.write(`${out}: ${items} documents, points and blobs as of ${takenAt}\n`);
}
