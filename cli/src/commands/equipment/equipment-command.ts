import { TABLE_FORMATS } from "@phm/contracts";
import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "@phm/domain";
import { Command, Option } from "commander";
import { exportEquipment } from "./export.js";
import { importEquipment } from "./import.js";

function withRegister(command: Command): Command {
  return command
    .option("--workorders <address>", "gRPC address of workorders", "127.0.0.1:7404")
    .option("--organisation <id>", "whose equipment", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site", DEFAULT_SITE)
    .addOption(new Option("--format <name>", "default: by the file's name").choices(TABLE_FORMATS));
}

/** `phm equipment`: the equipment register (设备台账) as tables. */
export function equipmentCommand(): Command {
  const equipment = new Command("equipment").description("the equipment register of a running suite, in and out as tables");
  withRegister(
    equipment
      .command("import")
      .description("take a table into the register")
      .argument("<file>", "CSV (UTF-8) or JSON, as export writes it"),
  )
    .option("--dry-run", "say what would happen, and change nothing")
    .option("--actor <name>", "who changes it; default: the user of this computer")
    .option("--note <text>", "why, for the time line", "")
    .option("--json", "the report as JSON")
    .action(importEquipment);
  withRegister(equipment.command("export").description("write the register as a table"))
    .option("--out <file>", "file to write; default: the standard output")
    .action(exportEquipment);
  return equipment;
}
