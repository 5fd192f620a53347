import { Command, Option } from "commander";
import { analyze } from "./commands/analyze.js";
import { listDatasets } from "./commands/datasets.js";
import { doctor } from "./commands/doctor.js";
import { evaluateDiagnosisCommand } from "./commands/evaluate/diagnosis.js";
import { evaluateRulCommand } from "./commands/evaluate/rul.js";
import { evaluateTicketsCommand } from "./commands/evaluate/tickets.js";
import { importNative } from "./commands/import.js";
import { replay } from "./commands/replay.js";
import { report } from "./commands/report.js";
import { simulate } from "./commands/simulate.js";
import { start } from "./commands/start.js";
import { trainRulCommand } from "./commands/train/rul.js";
import { up } from "./commands/up.js";

const DEFAULT_PORT = "7400";
const languageOfTerminal = () => ((process.env.LC_ALL ?? process.env.LANG ?? "").toLowerCase().startsWith("zh") ? "zh" : "en");

const dataOption = () => new Option("--data <folder>", "where records, broker files and logs live").default(".phm/suite");
const portOption = () => new Option("--port <base>", "first of eleven ports in a row; the API listens on it").default(DEFAULT_PORT);
const hostOption = () => new Option("--host <address>", "address to listen on").default("127.0.0.1");
const speedOption = () => new Option("--speed <factor>", "max, or times the recorded speed (1: as recorded)").default("max");

/** The whole command line. Each command lives in its own file under commands/. */
export function buildProgram(): Command {
  const program = new Command("phm").description("Equipment health management: from waveforms to work orders.").showHelpAfterError();

  program
    .command("start")
    .description("start the suite, feed it a bundle (or a simulated life), show what it finds")
    .option("--bundle <folder>", "acquisition bundle to replay; default: PHM_BUNDLE, ./bundle, else the simulator")
    .option("--asset <id>", "only this asset of the bundle")
    .option("--once", "stop after the replay")
    .option("--seed <number>", "seed of the simulator", "1")
    .addOption(new Option("--lang <language>", "language of the ticket").choices(["en", "zh"]).default(languageOfTerminal()))
    .addOption(speedOption())
    .addOption(dataOption())
    .addOption(hostOption())
    .addOption(portOption())
    .action(start);

  program
    .command("up")
    .description("start the suite and keep it up")
    .addOption(dataOption())
    .addOption(hostOption())
    .addOption(portOption())
    .action(up);

  program
    .command("replay")
    .description("send a bundle to a running suite, through gRPC")
    .argument("<bundle>", "folder of the bundle")
    .option("--asset <id>", "only this asset")
    .addOption(speedOption())
    .option("--ingest <address>", "gRPC address of ingest", "127.0.0.1:7401")
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .action(replay);

  program
    .command("analyze")
    .description("run the pipeline over a bundle offline, without a broker")
    .argument("<bundle>", "folder of the bundle")
    .option("--json", "one JSON line an asset")
    .option("--asset <id>", "only this asset")
    .option("--until <time>", "stop at this time (RFC 3339)")
    .option("--history", "one more JSON line an asset and minute of data: what was said then")
    .action(analyze);

  const evaluate = program.command("evaluate").description("hold what the suite says against what is known, on recorded data");
  evaluate
    .command("diagnosis")
    .description("which fault was found, beside what anyone could say without looking")
    .argument("<bundle>", "folder of a bundle with labels")
    .option("--json", "as JSON")
    .action(evaluateDiagnosisCommand);
  evaluate
    .command("rul")
    .description("remaining life, one life held out at a time, beside trivial predictors")
    .argument("<bundle>", "folder of a bundle with ends of life")
    .option("--json", "as JSON")
    .action(evaluateRulCommand);
  evaluate
    .command("tickets")
    .description("when the first work order of each life came")
    .argument("<bundle>", "folder of a bundle with ends of life")
    .option("--json", "as JSON")
    .action(evaluateTicketsCommand);

  const train = program.command("train").description("fit models on recorded lives");
  train
    .command("rul")
    .description("a remaining-life model, calibrated by leaving out one life at a time")
    .argument("<bundle>", "folder of a bundle with ends of life")
    .requiredOption("--out <file>", "model document to write (JSON)")
    .requiredOption("--name <name>", "name and version of the model")
    .option("--licence <text>", "licence of the data, for the model card", "as the data's source states")
    .option("--limits <text>", "what the model must not be used for, for the model card", "machines unlike those it was fitted on")
    .action(trainRulCommand);

  program
    .command("report")
    .description("what a running suite says of its assets, in the form of analyze")
    .option("--json", "one JSON line an asset")
    .option("--asset <id>", "only this asset")
    .option("--api <url>", "address of the API", `http://127.0.0.1:${DEFAULT_PORT}`)
    .action(report);

  program
    .command("simulate")
    .description("write a simulated life as a bundle")
    .argument("<out>", "folder to write")
    .option("--seed <number>", "seed", "1")
    .option("--acquisitions <number>", "acquisitions in the life", "600")
    .option("--healthy", "a machine that does not wear")
    .action(simulate);

  program
    .command("import")
    .description("turn the native files of a public data set into a bundle")
    .argument("<format>", "see: phm datasets list")
    .argument("<folder>", "folder with the native files")
    .requiredOption("--out <folder>", "bundle to write")
    .option("--start-date <day>", "first day of each recording (YYYY-MM-DD), where the files have only times of day")
    .action(importNative);

  program
    .command("datasets")
    .description("public data sets")
    .command("list")
    .description("what there is, how to cite it, what to download by hand")
    .option("--json", "as JSON")
    .action(listDatasets);

  program
    .command("doctor")
    .description("what is missing on this machine, and how to get it")
    .option("--json", "as JSON")
    .addOption(dataOption())
    .addOption(portOption())
    .action(doctor);

  return program;
}
