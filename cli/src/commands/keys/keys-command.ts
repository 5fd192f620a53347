import { DEFAULT_ORGANISATION } from "@phm/domain";
import { ROLES } from "@phm/service-kit";
import { Command, Option } from "commander";
import { createKey } from "./create-key.js";
import { listKeys } from "./list-keys.js";
import { revokeKey } from "./revoke-key.js";

/** Where a suite that was started without more ado has its keys. */
const DEFAULT_FILE = ".phm/suite/api-keys.json";

function withFile(command: Command): Command {
  return command.option("--file <file>", "the keys, as PHM_API_KEYS_FILE names them", DEFAULT_FILE);
}

/** `phm keys`: who may use the REST API. A gateway that reads the file sees every change with its next request. */
export function keysCommand(): Command {
  const keys = new Command("keys").description("API keys of the REST API, in the file that PHM_API_KEYS_FILE names to the gateway");
  withFile(keys.command("create").description("make a key and show it, once").argument("<id>", "what it is called"))
    .addOption(new Option("--role <role>", "what its holder may do").choices(ROLES).makeOptionMandatory())
    .option("--organisation <id>", "whose records it opens", DEFAULT_ORGANISATION)
    .option("--site <id>", "role device: the one site whose measurements it hands over; default: any of the organisation")
    .option("--days <number>", "days until it expires", "365")
    .action(createKey);
  withFile(keys.command("list").description("the keys and when they expire, one JSON line each; never the secrets")).action(listKeys);
  withFile(keys.command("revoke").description("take a key away; the next request with it is refused").argument("<id>", "its name")).action(
    revokeKey,
  );
  return keys;
}
