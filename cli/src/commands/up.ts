import { type LaunchOptions, launch } from "../suite/launch.js";
import { untilStopped } from "../suite/until-stopped.js";

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Starts the suite and keeps it up until it is asked to stop. */
export async function up(options: LaunchOptions): Promise<void> {
  const suite = await launch(options, print);
  const stopped = untilStopped();
  try {
    print(`Console ${suite.apiUrl}/  ingest (gRPC) ${suite.grpcAddress.ingest}  logs ${suite.logFolder}`);
    await stopped;
  } finally {
    await suite.stop();
  }
}
