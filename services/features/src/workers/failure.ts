import { ServiceError } from "@phm/service-kit";

/** A failure in the form in which it passes between threads, which drop the class and the own properties of an error. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What makes an error classifiable: those of its properties that are plain values. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown), facts: {} };
  const facts = Object.fromEntries(Object.entries(thrown).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value)));
  return { name: thrown.name, message: thrown.message, ...(thrown.stack === undefined ? {} : { stack: thrown.stack }), facts };
}

/** The same error as where it was thrown in this thread. */
export function serviceErrorOf({ name, message, stack, facts }: Failure): ServiceError {
  return ServiceError.from(Object.assign(new Error(message), facts, { name }, stack === undefined ? {} : { stack }));
}
