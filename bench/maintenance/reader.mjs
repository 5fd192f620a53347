import { fork } from "node:child_process";

/** Starts the program that reads; resolves when it has built its plant. */
export async function startReader(file, args) {
  const child = fork(file, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`the reading program ended with ${code}`));
      child.once("exit", ended);
      child.once("message", (message) => {
        child.off("exit", ended);
        resolve(message);
      });
    });
  await next();
  return {
    /** Asks once: how long it took, in milliseconds, the ids found, and the cursor of the next page. */
    async ask(what, request) {
      const answer = next();
      child.send({ what, request });
      return answer;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.connected) {
        child.disconnect();
        await ended;
      }
    },
  };
}
