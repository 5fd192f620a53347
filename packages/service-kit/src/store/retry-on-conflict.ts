import { ServiceError } from "../errors/service-error.js";
import { VersionConflict } from "./store-errors.js";

/** Two writers of one document meet now and then, never often: so many times in a row only if something is wrong. */
const MAX_ATTEMPTS = 10;

/**
 * Reads, decides and writes again when somebody else has written in between.
 * @throws ServiceError conflict (retryable) when that happens ten times in a row
 */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if (attempts >= MAX_ATTEMPTS) {
        throw new ServiceError("conflict", `${error.id} was changed ${attempts} times at the same moment`, { cause: error });
      }
    }
  }
}
