import { describe, expect, test } from "@jest/globals";
import { baseSettings } from "./base-settings.js";
import { ConfigError } from "./config-error.js";
import { printableConfig } from "./printable-config.js";
import { readEnv } from "./read-env.js";
import { byteSize, choice, count, durationMs, flag, fraction, tcpPort, text, url } from "./rules.js";
import { secretSetting, setting } from "./setting.js";
import { toConfig } from "./to-config.js";

const SETTINGS = {
  ...baseSettings({ service: "ingest", grpcPort: 7401, httpPort: 7406 }),
  maxAcquisitionBytes: setting("PHM_MAX_ACQUISITION", byteSize({ max: 4 * 1024 * 1024, default: 4 * 1024 * 1024 })),
  apiKey: secretSetting("PHM_API_KEY", text()),
};
const configOf = (env: Record<string, string>) => toConfig(SETTINGS, readEnv(env, SETTINGS));

function problemsOf(env: Record<string, string>) {
  try {
    configOf(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error("expected a ConfigError");
}

describe("toConfig", () => {
  test("gives defaults where nothing is set, and takes an empty value as not set", () => {
    expect(configOf({ PHM_API_KEY: "k", LOG_LEVEL: "", PHM_GRPC_PORT: "" })).toMatchObject({
      serviceName: "ingest",
      natsUrl: "nats://127.0.0.1:4222",
      mongodbUrl: undefined,
      grpcPort: 7401,
      httpPort: 7406,
      logLevel: "info",
      parentWatch: false,
      drainDeadlineMs: 8000,
      maxAcquisitionBytes: 4194304,
    });
  });

  test("names every wrong variable at once, with its value and its rule", () => {
    const { problems, message } = problemsOf({
      PHM_GRPC_PORT: "70000",
      LOG_LEVEL: "loud",
      PHM_PARENT_WATCH: "yes",
      PHM_MAX_ACQUISITION: "5MiB",
      NATS_URL: "localhost",
    });
    expect(problems.map(({ variable }) => variable)).toEqual([
      "NATS_URL",
      "PHM_GRPC_PORT",
      "LOG_LEVEL",
      "PHM_PARENT_WATCH",
      "PHM_MAX_ACQUISITION",
      "PHM_API_KEY",
    ]);
    expect(message).toContain('PHM_GRPC_PORT is "70000"; it must be a port from 0 to 65535');
    expect(message).toContain('LOG_LEVEL is "loud"; it must be one of trace, debug, info, warn, error, silent');
    expect(message).toContain('PHM_MAX_ACQUISITION is "5MiB"; it must be a size such as 65536B, 64KiB, 4MiB or 2GiB, at most 4194304B');
    expect(message).toContain("PHM_API_KEY is (not set); it must be a text that is not empty");
  });

  test("shows a secret neither in an error nor in the printed configuration", () => {
    const secrets = { PHM_API_KEY: "hunter2", MONGODB_URL: "mongodb://user:hunter2@db/" };
    expect(problemsOf({ ...secrets, MONGODB_URL: "hunter2" }).message).toContain("MONGODB_URL is (secret)");
    const printed = printableConfig(SETTINGS, configOf(secrets));
    expect(printed).toMatchObject({ apiKey: "(secret)", mongodbUrl: "(secret)", serviceName: "ingest" });
    expect(JSON.stringify(printed)).not.toContain("hunter2");
    expect(printableConfig(SETTINGS, configOf({ PHM_API_KEY: "hunter2" }))).not.toHaveProperty("mongodbUrl");
  });
});

describe("rules", () => {
  test.each([
    [count(), "12", 12],
    [fraction(), "0.25", 0.25],
    [tcpPort(), "0", 0],
    [flag(), "true", true],
    [choice(["a", "b"]), "b", "b"],
    [durationMs(), "2min", 120_000],
    [durationMs(), "1.5s", 1_500],
    [durationMs(), "500ms", 500],
    [byteSize(), "64KiB", 65_536],
    [byteSize(), "100B", 100],
    [url(["http:"]), "http://x:1", "http://x:1"],
  ])("%# takes %j", (rule, given, value) => {
    expect(rule.parse(given)).toEqual(value);
  });

  test.each([
    [count(), "1e3"],
    [count({ max: 5 }), "6"],
    [count(), "-1"],
    [fraction(), "1.1"],
    [tcpPort(), "port"],
    [flag(), "1"],
    [durationMs(), "10"],
    [durationMs({ min: 100 }), "99ms"],
    [byteSize(), "4MB"],
    [byteSize(), "4"],
    [url(["http:"]), "ftp://x"],
    [count(), undefined],
  ])("%# refuses %j", (rule, given) => {
    expect(rule.safeParse(given).success).toBe(false);
  });
});
