import { portsFrom } from "@phm/launcher";
import { Command, Option } from "commander";
import { durationOf } from "../../backup/duration-of.js";
import { storeTarget } from "../../backup/store-target.js";
import { takeBackup } from "../../backup/take-backup.js";
import { verifyBackup } from "./verify-backup.js";

interface TakeOptions {
  readonly data: string;
  readonly host: string;
  readonly port: string;
  readonly nats?: string;
  readonly ingest?: string;
  readonly patience: string;
}

/** `phm backup DIR` and `phm backup verify DIR`. */
export function backupCommand(): Command {
  const command = new Command("backup")
    .description("copy all that a running suite keeps, as of one moment, into a new folder")
    .argument("<dir>", "new folder")
    .option("--data <folder>", "the suite's data folder; with MONGODB_URL set: not looked at", ".phm/suite")
    .addOption(new Option("--host <address>", "of the suite").default("127.0.0.1"))
    .addOption(new Option("--port <base>", "first port of the suite").default("7400"))
    .option("--nats <url>", "address of the broker; default: by --host and --port")
    .option("--ingest <address>", "gRPC address of ingest; default: by --host and --port")
    .option("--patience <time>", "how long the services may take to work off what lies between them", "2min")
    .action(backup);
  command
    .command("verify")
    .description("hold a backup against its checksums; exit code 1 when it is damaged")
    .argument("<dir>")
    .action(verifyBackup);
  return command;
}

async function backup(out: string, { data, host, port, nats, ingest, patience }: TakeOptions): Promise<void> {
  const ports = portsFrom(Number(port));
  const { parts, takenAt } = await takeBackup({
    out,
    target: storeTarget(data),
    natsUrl: nats ?? `nats://${host}:${ports.nats}`,
    ingestAddress: ingest ?? `${host}:${ports.grpc.ingest}`,
    patienceMs: durationOf("patience", patience),
  });
  const items = parts.reduce((sum, part) => sum + part.items, 0);
  process.stdout.write(`${out}: ${items} documents, points and blobs as of ${takenAt}\n`);
}
