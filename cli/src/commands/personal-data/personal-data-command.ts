import { Command } from "commander";
import { onRunningSuite } from "../../suite/suite-addresses.js";
import { eraseContent } from "./erase-content.js";
import { erasePerson } from "./erase-person.js";
import { findTexts } from "./find-texts.js";
import { redactTexts } from "./redact-texts.js";

/** `phm personal-data`: where a running suite names somebody, and how that is taken out (docs/personal-data.md). */
export function personalDataCommand(): Command {
  const command = new Command("personal-data").description("find and erase what names or shows a person in a running suite");
  onRunningSuite(command.command("find").description("where names, addresses or numbers occur").argument("<texts...>")).action(findTexts);
  onRunningSuite(
    command.command("redact").description("take names, addresses or numbers out of all free text, for good").argument("<texts...>"),
  ).action(redactTexts);
  onRunningSuite(
    command.command("erase-person").description("forget whose an id is, and take the name out of all free text").argument("<id>"),
  )
    .option("--organisation <id>", "whose person", "default")
    .option("--also <texts...>", "other texts that name the person: addresses, numbers, other spellings")
    .action(erasePerson);
  onRunningSuite(
    command
      .command("erase-file")
      .description("delete the content of a file for good; what names it stays")
      .argument("<store>")
      .argument("<key>"),
  )
    .requiredOption("--actor <id>", "who has it erased")
    .requiredOption("--reason <text>", "why")
    .action(eraseContent);
  return command;
}
