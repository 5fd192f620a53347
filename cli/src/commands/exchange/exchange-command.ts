import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "@phm/domain";
import { Argument, Command } from "commander";
import { checkFile } from "./check-file.js";
import { listMappings } from "./exchange-file.js";
import { exportParts } from "./export-parts.js";
import { importFile } from "./import-file.js";

/** `phm exchange`: files of other systems. */
export function exchangeCommand(): Command {
  const exchange = new Command("exchange").description("files of other systems (CSV, JSON), mapped to records of the suite");
  withMapping(exchange.command("check").description("say what of a file could be taken, without a suite")).action(checkFile);
  withSite(withMapping(exchange.command("import").description("take a file into a running suite")))
    .option("--system <id>", "of locations: whose")
    .option("--actor <name>", "of stock: who counted; default: the user of this computer")
    .option("--dry-run", "say what would happen, and change nothing")
    .action(importFile);
  withSite(exchange.command("export").description("write spare parts or their stock as a table that can be taken again"))
    .addArgument(new Argument("<table>", "what to write").choices(["parts", "stock"]))
    .option("--out <file>", "file to write; default: the standard output")
    .action(exportParts);
  exchange.command("mappings").description("the mappings that come with the suite").action(listMappings);
  return exchange;
}

function withMapping(command: Command): Command {
  return command
    .argument("<file>", "CSV or JSON, also packed as .gz")
    .requiredOption("--mapping <name>", "one that comes with the suite, or a file (see docs/exchange.md)")
    .option("--json", "the report as JSON");
}

function withSite(command: Command): Command {
  return command
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .option("--organisation <id>", "whose machines", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site", DEFAULT_SITE);
}
