import { ServiceError } from "../errors/service-error.js";

/** The result of `work`, or `deadline_exceeded` when it takes longer. The work itself goes on: give it a signal to end it. */
export async function withinDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ServiceError("deadline_exceeded", `it took longer than ${Math.round(deadlineMs)} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
