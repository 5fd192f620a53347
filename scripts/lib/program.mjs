/** Something a person has to know or do; its message is all that is printed, without a stack. */
export class Failure extends Error {}

/** Progress goes to stderr: stdout belongs to the command's own output (`--json`). */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a program's body; its number is the exit code, a Failure is one clear text and exit code 1. */
export async function program(body) {
  try {
    process.exitCode = (await body(process.argv.slice(2))) ?? 0;
  } catch (error) {
    say(error instanceof Failure ? error.message : String(error?.stack ?? error));
    process.exitCode = 1;
  }
}
