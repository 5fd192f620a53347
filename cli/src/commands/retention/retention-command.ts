import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "@phm/domain";
import { Command, Option } from "commander";
import { holdAcquisition, releaseAcquisition, setPolicy, showPolicy } from "./change-retention.js";
import { showPins, showSweeps, showUsage, verifyEvidence } from "./show-retention.js";

function withSite(command: Command): Command {
  return command
    .option("--api <url>", "address of the API", "http://127.0.0.1:7400")
    .option("--organisation <id>", "whose", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site", DEFAULT_SITE);
}

const actorOption = () => new Option("--actor <name>", "who decides; default: the user of this computer");

/** `phm retention`: what a site keeps and why, and what was deleted. */
export function retentionCommand(): Command {
  const retention = new Command("retention").description("what a running suite keeps of what was measured, why, and what it deleted");
  const add = (name: string, description: string) => withSite(retention.command(name).description(description));
  add("usage", "waveforms on record by criticality of their machines, and when the budget is used up")
    .option("--json", "as JSON")
    .action(showUsage);
  add("policy", "the site's policy as JSON, which set-policy takes again").action(showPolicy);
  add("set-policy", "change the policy; refused when it has changed since it was read")
    .argument("<file>", "JSON as policy writes it")
    .addOption(actorOption())
    .action(setPolicy);
  add("pins", "why acquisitions of a machine are kept")
    .requiredOption("--asset <id>", "the machine")
    .option("--acquisition <id>", "only of this acquisition")
    .option("--record <id>", "only of this record, such as a work order")
    .option("--json", "one JSON line a pin")
    .action(showPins);
  add("sweeps", "what was deleted, by which rule")
    .addOption(new Option("--service <name>", "whose sweeps").choices(["ingest", "features", "predict"]).default("ingest"))
    .option("--json", "one JSON line a sweep")
    .action(showSweeps);
  add("verify", "read the waveform of every pin; exit code 1 where one is damaged or missing")
    .option("--json", "as JSON")
    .action(verifyEvidence);
  add("hold", "keep an acquisition until it is released")
    .argument("<acquisition>", "its id")
    .requiredOption("--asset <id>", "the machine")
    .requiredOption("--reason <text>", "why")
    .addOption(actorOption())
    .action(holdAcquisition);
  add("release", "end a hold")
    .argument("<acquisition>", "its id")
    .requiredOption("--asset <id>", "the machine")
    .addOption(actorOption())
    .action(releaseAcquisition);
  return retention;
}
