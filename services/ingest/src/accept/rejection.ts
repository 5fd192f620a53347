import { InvalidValue } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";

/** Why an acquisition was not taken, in the terms of the contract. */
export interface Rejection {
  readonly reason: string;
  readonly field: string;
  readonly value: string;
  readonly limit: string;
  readonly retryable: boolean;
  readonly conflict: boolean;
}

/** Turns whatever went wrong into what the sender needs to know; what is not the sender's fault is retryable. */
export function rejectionFrom(error: unknown): Rejection {
  if (error instanceof InvalidValue) {
    const { reason, field, value, limit } = error;
    return { reason, field, value, limit, retryable: false, conflict: false };
  }
  const failure = ServiceError.from(error);
  return {
    reason: failure.reason,
    field: failure.field ?? "",
    value: failure.value ?? "",
    limit: failure.limit ?? failure.message,
    retryable: failure.retryable,
    conflict: failure.code === "already_exists",
  };
}

const OUR_FAULTS: readonly string[] = ["unavailable", "resource_exhausted", "deadline_exceeded", "internal"];

/** Whether the fault is on our side of the stream, and so says nothing about the acquisition. */
export function isOurFault(error: unknown): boolean {
  return !(error instanceof InvalidValue) && OUR_FAULTS.includes(ServiceError.from(error).code);
}
