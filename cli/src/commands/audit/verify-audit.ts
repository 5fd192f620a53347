import { ServiceError } from "@phm/service-kit";
import { ApiClient } from "../../suite/api-client.js";

export interface VerifyAuditOptions {
  readonly api: string;
  readonly head?: string;
  readonly json?: boolean;
}

/** Says whether the audit chain of the key's organisation is whole. Ends with exit code 1 where it is not. */
export async function verifyAudit({ api, head, json }: VerifyAuditOptions): Promise<void> {
  const found = await new ApiClient(api).auditVerification(head);
  if (!found) throw new ServiceError("not_found", `${api} keeps no audit`);
  if (!found.isSound) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify(found)}\n`);
    return;
  }
  const { broken, holdsHead, entryCount, end } = found;
  if (broken) process.stdout.write(`broken: block ${broken.sequence} is ${broken.reason}; what comes after it proves nothing\n`);
  if (holdsHead === false) process.stdout.write(`changed: ${head} is not what stands there now\n`);
  if (head !== undefined && holdsHead === undefined) process.stdout.write(`${head} is older than what is kept\n`);
  if (found.isSound) process.stdout.write(`sound: ${entryCount} entries\n`);
  process.stdout.write(`Write this down elsewhere, to prove later that nothing up to now was changed:\n${end.sequence}:${end.hash}\n`);
}
