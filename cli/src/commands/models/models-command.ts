import { DEFAULT_ORGANISATION, DEFAULT_SITE, TIME_SCALES } from "@phm/domain";
import { Command, Option } from "commander";
import { listModels } from "./list.js";
import { promoteModel } from "./promote.js";
import { registerModel } from "./register.js";
import { rollbackModel } from "./rollback.js";
import { showModel } from "./show.js";

function withScope(command: Command): Command {
  return command
    .option("--predict <address>", "gRPC address of predict", "127.0.0.1:7403")
    .option("--organisation <id>", "whose models", DEFAULT_ORGANISATION)
    .option("--site <id>", "of which site", DEFAULT_SITE)
    .addOption(new Option("--time-scale <name>", "for machines that change how fast").choices(TIME_SCALES).default("overload_rig"))
    .option("--json", "as JSON");
}

function withDecision(command: Command): Command {
  return withScope(command)
    .option("--actor <name>", "who decides; default: the user of this computer")
    .requiredOption("--reason <text>", "why, for the history");
}

/** `phm models`: what speaks of remaining life, and who decides it. */
export function modelsCommand(): Command {
  const models = new Command("models").description("remaining-life models of a running suite: what speaks, what runs in shadow");
  withScope(models.command("list").description("the models of a site, each with where it stands")).action(listModels);
  withScope(models.command("show").description("a model with its card, comparison and history").argument("<model>", "its name"))
    .option("--document <file>", "write the signed document here (JSON)")
    .action(showModel);
  withDecision(
    models.command("register").description("hand a trained model over; nothing asks it yet").argument("<file>", "document (JSON)"),
  ).action(registerModel);
  withDecision(
    models.command("promote").description("to challenger (runs in shadow), or from there to champion").argument("<model>", "its name"),
  )
    .addOption(new Option("--to <role>", "what it becomes").choices(["challenger", "champion"]).makeOptionMandatory())
    .option("--force", "past the gate; stands in the history")
    .action(promoteModel);
  withDecision(models.command("rollback").description("take the champion back: the former one speaks again"))
    .option("--challenger", "end the challenger's shadow run instead")
    .action(rollbackModel);
  return models;
}
