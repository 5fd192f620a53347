import { portsFrom } from "@phm/launcher";
import { type Command, Option } from "commander";

/** The services that keep something, in the order of the chain. */
export const KEEPERS = ["ingest", "features", "predict", "workorders"] as const;
export type Keeper = (typeof KEEPERS)[number];

/** Where a running suite answers: counted from one port on one host, or each part where it is. */
export interface SuiteAddressOptions extends Partial<Readonly<Record<Keeper, string>>> {
  readonly host: string;
  readonly port: string;
  readonly nats?: string;
}

/** Adds the options that say it. */
export function onRunningSuite(command: Command): Command {
  command
    .addOption(new Option("--host <address>", "of the running suite").default("127.0.0.1"))
    .addOption(new Option("--port <base>", "first port of the running suite").default("7400"))
    .option("--nats <url>", "address of the broker; default: by --host and --port");
  for (const keeper of KEEPERS) command.option(`--${keeper} <address>`, `gRPC address of ${keeper}; default: by --host and --port`);
  return command;
}

export function grpcAddress(options: SuiteAddressOptions, keeper: Keeper): string {
  return options[keeper] ?? `${options.host}:${portsFrom(Number(options.port)).grpc[keeper]}`;
}

export function natsUrl({ nats, host, port }: SuiteAddressOptions): string {
  return nats ?? `nats://${host}:${portsFrom(Number(port)).nats}`;
}
