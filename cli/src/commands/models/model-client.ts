import { userInfo } from "node:os";
import { ModelService, modelScopeToWire } from "@phm/contracts";
import type { TimeScale } from "@phm/domain";
import { type ClientCalls, createClient } from "@phm/service-kit";

/** What every command on models has. */
export interface ModelOptions {
  readonly predict: string;
  readonly organisation: string;
  readonly site: string;
  readonly timeScale: TimeScale;
  readonly json?: boolean;
}

/** What every decision has. */
export interface DecisionOptions extends ModelOptions {
  readonly actor?: string;
  readonly reason: string;
}

/** A document may be some megabytes. */
const DEADLINE_MS = 30_000;

/** Calls predict's model service, and closes the connection behind it. */
export async function withModels<T>({ predict }: ModelOptions, call: (models: ClientCalls<typeof ModelService>) => Promise<T>): Promise<T> {
  const client = createClient(ModelService, predict, { deadlineMs: DEADLINE_MS });
  try {
    return await call(client.call);
  } finally {
    client.close();
  }
}

export function scopeOf({ organisation, site, timeScale }: ModelOptions): ReturnType<typeof modelScopeToWire> {
  return modelScopeToWire({ organisation, site, timeScale });
}

/** Who decides: whom the command names, else the user of this computer. */
export function decidedBy({ actor, reason }: DecisionOptions) {
  return { actor: actor ?? userInfo().username, reason };
}
