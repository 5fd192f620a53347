import { Command } from "commander";
import { verifyAudit } from "./verify-audit.js";

/** `phm audit`: whether the record of who looked at what is as it was written. */
export function auditCommand(): Command {
  const audit = new Command("audit").description("the record of who looked at what of an organisation's data");
  audit
    .command("verify")
    .description("compute the chain of a running suite again; exit code 1 where it was changed, and where that shows first")
    .option("--api <url>", "address of the API", "http://127.0.0.1:7400")
    .option(
      "--head <sequence:hash>",
      "where the chain ended at an earlier time, as this command printed it: nothing before it may have changed",
    )
    .option("--json", "as JSON")
    .action(verifyAudit);
  return audit;
}
