import { InvalidValue } from "@phm/domain";
import { LaunchError } from "@phm/launcher";
import { ServiceError } from "@phm/service-kit";

/** What a person at the terminal is told: one sentence for what can happen, the stack only for what should not. */
export function explain(error: unknown): string {
  if (error instanceof LaunchError || error instanceof InvalidValue || error instanceof ServiceError) return `phm: ${error.message}`;
  return error instanceof Error ? `phm: ${error.stack ?? error.message}` : `phm: ${String(error)}`;
}
