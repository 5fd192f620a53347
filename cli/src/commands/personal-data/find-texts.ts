import { PrivacyService } from "@phm/contracts";
import type { SuiteAddressOptions } from "../../suite/suite-addresses.js";
import { naming } from "./naming-messages.js";
import { forEachService } from "./suite-services.js";

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Lists where texts occur: in documents and points, in files as far as they are text, in messages that the broker keeps. */
export async function findTexts(texts: readonly string[], options: SuiteAddressOptions): Promise<void> {
  let places = 0;
  await forEachService(PrivacyService, options, async (privacy, service) => {
    for await (const { store, id, field, text, inId } of privacy.findText({ texts: [...texts] })) {
      places += 1;
      print(`${service} ${store} ${id} ${field}: ${text}${inId ? " (in an id: stays)" : ""}`);
    }
  });
  for await (const { stream, sequence } of naming(texts, options)) {
    places += 1;
    print(`broker ${stream} ${sequence}`);
  }
  print(`${places} places`);
}
