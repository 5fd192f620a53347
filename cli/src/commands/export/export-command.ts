import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "@phm/domain";
import { Command, Option } from "commander";
import { exportFeatures, FEATURE_FORMATS, FEATURE_RESOLUTIONS } from "./export-features.js";
import { exportRaw, RAW_FORMATS } from "./export-raw.js";

function withRange(command: Command): Command {
  return command
    .argument("<asset>", "id of the asset")
    .option("--organisation <id>", "whose asset", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site", DEFAULT_SITE)
    .option("--from <time>", "RFC 3339, included; default: from the first on")
    .option("--to <time>", "RFC 3339, not included; default: up to the last");
}

/** `phm export`: what a running suite has measured and computed, in forms that other programs read. */
export function exportCommand(): Command {
  const command = new Command("export").description("take measurements and features out of a running suite");
  withRange(command.command("raw").description("what was measured, from the waveform archive"))
    .addOption(
      new Option("--format <name>", "bundle: everything, can be replayed; csv, wav: a file an acquisition")
        .choices(RAW_FORMATS)
        .default("bundle"),
    )
    .requiredOption("--out <folder>", "new folder to write")
    .option("--ingest <address>", "gRPC address of ingest", "127.0.0.1:7401")
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .action(exportRaw);
  withRange(command.command("features").description("the feature history of one point, as a table"))
    .addOption(new Option("--format <name>", "of the table").choices(FEATURE_FORMATS).default("csv"))
    .addOption(
      new Option("--resolution <name>", "each acquisition, or last, least, mean and greatest of hours or days")
        .choices(FEATURE_RESOLUTIONS)
        .default("raw"),
    )
    .option("--point <id>", "measurement point; default: the features across channels")
    .requiredOption("--out <file>", "new file to write")
    .option("--features <address>", "gRPC address of features", "127.0.0.1:7402")
    .action(exportFeatures);
  return command;
}
