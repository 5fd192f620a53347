import { PrivacyService } from "@phm/contracts";
import type { SuiteAddressOptions } from "../../suite/suite-addresses.js";
import { naming } from "./naming-messages.js";
import { forEachService } from "./suite-services.js";

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Takes texts out of all free text that is kept, and erases the broker's messages that have them. May be repeated. */
export async function redactTexts(texts: readonly string[], options: SuiteAddressOptions): Promise<void> {
  await forEachService(PrivacyService, options, async (privacy, service) => {
    const { changedDocuments, changedPoints } = await privacy.redactText({ texts: [...texts] });
    print(`${service}: ${changedDocuments} documents and ${changedPoints} points changed`);
  });
  let erased = 0;
  for await (const message of naming(texts, options)) {
    await message.erase();
    erased += 1;
  }
  print(`broker: ${erased} messages erased`);
  print("Files, and backups that were taken before, are not changed: see docs/personal-data.md.");
}
