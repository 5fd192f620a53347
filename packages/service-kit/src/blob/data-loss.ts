import { ServiceError } from "../errors/service-error.js";

/** What is stored under a key is not what was written. Nothing mends it but another copy. */
export function dataLoss(key: string, found: string, expected: string, cause?: unknown): ServiceError {
  return new ServiceError("internal", `blob ${key} is damaged: it has ${found}; written was ${expected}`, {
    reason: "data_loss",
    retryable: false,
    field: key,
    value: found,
    limit: expected,
    ...(cause === undefined ? {} : { cause }),
  });
}

export function isDataLoss(error: unknown): boolean {
  return error instanceof ServiceError && error.reason === "data_loss";
}
