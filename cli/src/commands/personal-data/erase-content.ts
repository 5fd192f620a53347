import { PrivacyService } from "@phm/contracts";
import { ServiceError } from "@phm/service-kit";
import type { SuiteAddressOptions } from "../../suite/suite-addresses.js";
import { withService } from "./suite-services.js";

interface EraseContentOptions extends SuiteAddressOptions {
  readonly actor: string;
  readonly reason: string;
}

/** Deletes the content of a file of people for good. @throws ServiceError not_found */
export async function eraseContent(store: string, key: string, { actor, reason, ...suite }: EraseContentOptions): Promise<void> {
  const { erased } = await withService(PrivacyService, suite, "workorders", (privacy) =>
    privacy.eraseContent({ store, key, actor, reason }),
  );
  if (!erased) throw new ServiceError("not_found", `there is no content ${key} in ${store}`, { field: "key", value: key });
  process.stdout.write(`erased ${store} ${key}\n`);
}
