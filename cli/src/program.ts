import { DURABILITIES } from "@phm/domain";
import { DEFAULT_TABLE_RECIPE, TABLE_NETS } from "@phm/learning";
import { Command, Option } from "commander";
import { analyze } from "./commands/analyze.js";
import { auditCommand } from "./commands/audit/audit-command.js";
import { backupCommand } from "./commands/backup/backup-command.js";
import { restoreCommand } from "./commands/backup/restore-command.js";
import { listDatasets } from "./commands/datasets.js";
import { doctor } from "./commands/doctor.js";
import { edgeCommand } from "./commands/edge/edge-command.js";
import { equipmentCommand } from "./commands/equipment/equipment-command.js";
import { evaluateDiagnosisCommand } from "./commands/evaluate/diagnosis.js";
import { evaluateRulCommand } from "./commands/evaluate/rul.js";
import { evaluateTableCommand } from "./commands/evaluate/table.js";
import { evaluateTicketsCommand } from "./commands/evaluate/tickets.js";
import { evaluateTrendTable, isTrendTable, type TrendTableOptions } from "./commands/evaluate/trend-table.js";
import { evidenceCommand } from "./commands/evidence/evidence-command.js";
import { exchangeCommand } from "./commands/exchange/exchange-command.js";
import { exportCommand } from "./commands/export/export-command.js";
import { importNative } from "./commands/import.js";
import { importFiles } from "./commands/import-files.js";
import { keysCommand } from "./commands/keys/keys-command.js";
import { modelsCommand } from "./commands/models/models-command.js";
import { personalDataCommand } from "./commands/personal-data/personal-data-command.js";
import { type PredictTableOptions, predictTableCommand } from "./commands/predict/table.js";
import { replay } from "./commands/replay.js";
import { report } from "./commands/report.js";
import { retentionCommand } from "./commands/retention/retention-command.js";
import { send } from "./commands/send.js";
import { simulate } from "./commands/simulate.js";
import { start } from "./commands/start.js";
import type { FromVerdictsOptions } from "./commands/train/from-verdicts-options.js";
import { type TrainTableOptions, trainTableCommand } from "./commands/train/table.js";
import { addFromVerdicts, addTrainRul, trainFromVerdictsAs } from "./commands/train/train-rul-command.js";
import { up } from "./commands/up.js";
import { verifyCommand } from "./commands/verify/verify-command.js";

const DEFAULT_PORT = "7400";
const languageOfTerminal = () => ((process.env.LC_ALL ?? process.env.LANG ?? "").toLowerCase().startsWith("zh") ? "zh" : "en");

const dataOption = () => new Option("--data <folder>", "where records, broker files and logs live").default(".phm/suite");
const portOption = () => new Option("--port <base>", "first of eleven ports in a row; the API listens on it").default(DEFAULT_PORT);
const hostOption = () => new Option("--host <address>", "address to listen on").default("127.0.0.1");
const openOption = () => new Option("--open", "ask nobody for a key; only on this machine's own address");
const setOption = () => new Option("--set <name>", "only this set of the manifest's tables: FD001 of train_FD001.f32.br");
const trainingOptions = () => [
  setOption(),
  new Option("--net <kind>", "dense nets on trend features, or convolutional ones on the readings themselves")
    .choices(TABLE_NETS)
    .default("mlp"),
  new Option("--seed <number>", "seed of splits, weights and order").default("1"),
  new Option("--epochs <number>", "most passes over the rows").default(String(DEFAULT_TABLE_RECIPE.training.epochs)),
];
const manifestHelp = "manifest.json of tables of slow readings, or its folder";
const speedOption = () => new Option("--speed <factor>", "max, or times the recorded speed (1: as recorded)").default("max");

/** The whole command line. Each command lives in its own file under commands/. */
export function buildProgram(): Command {
  const program = new Command("phm").description("Equipment health management: from waveforms to work orders.").showHelpAfterError();
  // What follows a command's name is that command's: `train` and `predict` have options of the same names as commands below them.
  program.enablePositionalOptions();

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
    .addOption(openOption())
    .action(start);

  program
    .command("up")
    .description("start the suite and keep it up")
    .addOption(dataOption())
    .addOption(hostOption())
    .addOption(portOption())
    .addOption(openOption())
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
    .command("send")
    .description("send bundles through a spool on disk, which keeps them until they are acknowledged; run it again to go on")
    .argument("[bundles...]", "bundles, or folders of bundles; none: what the spool still holds")
    .option("--spool <folder>", "where acquisitions lie until they are acknowledged", ".phm/spool")
    .option("--budget <size>", "most bytes that the spool may take, such as 512MiB", "2GiB")
    .addOption(new Option("--level <level>", "what an acknowledgement must vouch for at least").choices(DURABILITIES))
    .addOption(new Option("--when-full <action>", "what a full spool does").choices(["refuse", "drop_oldest"]).default("refuse"))
    .option("--max-rate <size>", "most bytes a second on average, such as 1MiB")
    .option("--patience <time>", "how long ingest may stay away", "1min")
    .option("--ingest <address>", "gRPC address of ingest", "127.0.0.1:7401")
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .action(send);

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
    .description("when the first work order of each life, or of each bearing of a slow table, came")
    .argument("<data>", "folder of a bundle with ends of life, or a .json file: the table of one shaft")
    .option("--json", "as JSON")
    .option("--failed <members>", "of a table: members that failed at its end, such as 3,4; judges the tickets")
    .action((path: string, options: TrendTableOptions) =>
      isTrendTable(path) ? evaluateTrendTable(path, options) : evaluateTicketsCommand(path, options),
    );

  const evaluateTable = evaluate
    .command("table")
    .description("remaining life from tables of slow readings, a fifth of the units held out at a time, beside trivial predictors")
    .argument("<manifest>", manifestHelp)
    .option("--json", "as JSON")
    .action(evaluateTableCommand);
  for (const option of trainingOptions()) evaluateTable.addOption(option);

  const train = program.command("train").description("fit models on recorded lives");
  addTrainRul(train);

  // Both forms: `train table MANIFEST`, and `train --table MANIFEST` for those who think of the table as what is given.
  const trainTable = (command: Command): Command => {
    for (const option of trainingOptions()) command.addOption(option);
    return command
      .option("--out <file>", "model document to write (JSON)", "table-model.json")
      .option("--name <name>", "name and version of the model", "trend-table-1")
      .option("--resume <file>", "keep the training here after each epoch, and go on from it where it was stopped");
  };
  trainTable(train.command("table").description("remaining life from tables of slow readings of whole lives, a model for each set"))
    .argument("<manifest>", manifestHelp)
    .action(trainTableCommand);
  trainTable(train.enablePositionalOptions().option("--table <manifest>", `the same as: train table; ${manifestHelp}`));
  addFromVerdicts(train);
  train.action(({ table, ...options }: TrainTableOptions & FromVerdictsOptions & { readonly table?: string }) => {
    if (options.fromVerdicts) return trainFromVerdictsAs(train, options);
    return table === undefined ? train.help({ error: true }) : trainTableCommand(table, options);
  });

  const predictTable = (command: Command): Command =>
    command
      .option("--model <file>", "model document (JSON), as train table writes it", "table-model.json")
      .addOption(setOption())
      .option("--json", "one JSON line a unit");
  const predict = program.command("predict").description("say the remaining life with a trained model").enablePositionalOptions();
  predictTable(predict.command("table").description("of every unit of tables of slow readings, at its last row"))
    .argument("<manifest>", manifestHelp)
    .action(predictTableCommand);
  predictTable(predict.option("--table <manifest>", `the same as: predict table; ${manifestHelp}`)).action(
    ({ table, ...options }: PredictTableOptions & { readonly table?: string }) =>
      table === undefined ? predict.help({ error: true }) : predictTableCommand(table, options),
  );

  program.addCommand(keysCommand());
  program.addCommand(auditCommand());
  program.addCommand(modelsCommand());
  program.addCommand(equipmentCommand());
  program.addCommand(edgeCommand());
  program.addCommand(exchangeCommand());

  program
    .command("report")
    .description("what a running suite says of its assets, in the form of analyze")
    .option("--json", "one JSON line an asset")
    .option("--asset <id>", "only this asset")
    .option("--api <url>", "address of the API", `http://127.0.0.1:${DEFAULT_PORT}`)
    .action(report);

  program
    .command("simulate")
    .description("write a simulated life as a bundle; with --assets, load a running suite with the live signals of a simulated fleet")
    .argument("[out]", "folder to write; none with --assets")
    .option("--seed <number>", "seed", "1")
    .option("--acquisitions <number>", "acquisitions in the life", "600")
    .option("--healthy", "a machine that does not wear")
    .option("--assets <number>", "machines of the fleet; they are put into the register")
    .option("--rate <number>", "of the fleet: acquisitions of each machine in a minute", "1")
    .option("--samples <number>", "of the fleet: samples of each of the three channels, two bytes each", "2730")
    .option("--seconds <number>", "of the fleet: how long", "60")
    .option("--streams <number>", "of the fleet: streams to ingest", "4")
    .option("--site <id>", "of the fleet: its site")
    .option("--ingest <address>", "gRPC address of ingest", "127.0.0.1:7401")
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .option("--json", "of the fleet: the result as one line of JSON")
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
    .command("import-files")
    .description("turn measurement files of one machine (CSV, WAV, MAT 5, UFF 58) into a bundle")
    .argument("<files...>", "one acquisition each")
    .requiredOption("--mapping <file>", "which channel is which point, in what unit (JSON, see docs/measurement-files.md)")
    .requiredOption("--out <folder>", "bundle to write")
    .option("--kind <kind>", "kind of machine", "machine")
    .option("--component <name>", "component that a work order names", "bearing")
    .action(importFiles);

  program.addCommand(exportCommand());
  program.addCommand(evidenceCommand());
  program.addCommand(retentionCommand());
  program.addCommand(verifyCommand());
  program.addCommand(backupCommand());
  program.addCommand(restoreCommand());
  program.addCommand(personalDataCommand());

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
