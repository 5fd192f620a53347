import { type LaunchOptions, launch } from "../suite/launch.js";
import { aborted, stopSignal } from "../suite/stop-signal.js";

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Starts the suite and keeps it up until it is asked to stop. */
export async function up(options: LaunchOptions): Promise<void> {
  const stopping = stopSignal();
  const suite = await launch(options, stopping, print);
  if (!suite) return;
  try {
    print(`Console ${suite.consoleUrl}  ingest (gRPC) ${suite.grpcAddress.ingest}  logs ${suite.logFolder}`);
    await aborted(stopping);
  } finally {
    await suite.stop();
  }
}
