import { EventEmitter } from "node:events";
import { expect, test } from "@jest/globals";
import { ConfigError } from "../config/config-error.js";
import { type ProcessHost, runService } from "./run-service.js";
import type { Service } from "./service.js";

const CONFIG = { drainDeadlineMs: 100, parentWatch: false };

/** A process to live in, that a test can signal. */
function fakeProcess(properties: { channel?: object } = {}) {
  const events = new EventEmitter();
  const complaints: string[] = [];
  let exited: (code: number) => void = () => {};
  const exitCode = new Promise<number>((resolve) => (exited = resolve));
  const host = Object.assign(events, {
    env: {},
    stderr: { write: (line: string) => complaints.push(line) },
    exit: (code: number) => exited(code),
    ...properties,
  });
  return { host: host as unknown as ProcessHost, events, complaints, exitCode };
}

function recorder(parts: Partial<Service> = {}) {
  const steps: string[] = [];
  const step = (name: "start" | "drain" | "stop") => async () => {
    steps.push(name);
    await parts[name]?.();
  };
  return { steps, service: { start: step("start"), drain: step("drain"), stop: step("stop") } satisfies Service };
}

test.each(["SIGTERM", "SIGINT"])("%s drains, stops and exits with 0", async (signal) => {
  const { host, events, complaints, exitCode } = fakeProcess();
  const { service, steps } = recorder({ start: async () => void setImmediate(() => events.emit(signal)) });
  await runService({ name: "test", config: () => CONFIG, create: () => service, host });
  expect(await exitCode).toBe(0);
  expect(steps).toEqual(["start", "drain", "stop"]);
  expect(complaints).toEqual([]);
});

test("a signal that comes while starting is not lost", async () => {
  const { host, events, exitCode } = fakeProcess();
  const { service, steps } = recorder({ start: async () => void events.emit("SIGTERM") });
  await runService({ name: "test", config: () => CONFIG, create: () => service, host });
  expect(await exitCode).toBe(0);
  expect(steps).toEqual(["start", "drain", "stop"]);
});

test("a drain that does not end is cut at the deadline, and the service is stopped all the same", async () => {
  const { host, events, complaints, exitCode } = fakeProcess();
  const { service, steps } = recorder({
    start: async () => void setImmediate(() => events.emit("SIGTERM")),
    drain: () => new Promise(() => {}),
  });
  await runService({ name: "test", config: () => CONFIG, create: () => service, host });
  expect(await exitCode).toBe(1);
  expect(steps).toEqual(["start", "drain", "stop"]);
  expect(complaints).toEqual(["test could not drain in order: it took longer than 80 ms\n"]);
});

test("a failed start is one sentence on standard error and exit code 1, with what was taken released", async () => {
  const { host, complaints, exitCode } = fakeProcess();
  const { service, steps } = recorder({ start: () => Promise.reject(new Error("port 7401 is taken")) });
  await runService({ name: "test", config: () => CONFIG, create: () => service, host });
  expect(await exitCode).toBe(1);
  expect(complaints).toEqual(["test did not start: port 7401 is taken\n"]);
  expect(steps).toEqual(["start", "stop"]);
});

test("a wrong configuration keeps the service from being made", async () => {
  const { host, complaints, exitCode } = fakeProcess();
  let made = false;
  const config = () => {
    throw new ConfigError([{ variable: "LOG_LEVEL", value: '"loud"', rule: "one of info, warn" }]);
  };
  await runService({
    name: "test",
    config,
    create: () => {
      made = true;
      return recorder().service;
    },
    host,
  });
  expect(await exitCode).toBe(1);
  expect(complaints.join()).toContain('LOG_LEVEL is "loud"; it must be one of info, warn');
  expect(made).toBe(false);
});

test("a service whose parent is gone ends in order", async () => {
  const { host, events, exitCode } = fakeProcess({ channel: {} });
  const { service, steps } = recorder({ start: async () => void setImmediate(() => events.emit("disconnect")) });
  await runService({ name: "test", config: () => ({ ...CONFIG, parentWatch: true }), create: () => service, host });
  expect(await exitCode).toBe(0);
  expect(steps).toEqual(["start", "drain", "stop"]);
});

test("watching a parent without a channel to it is refused", async () => {
  const { host, complaints, exitCode } = fakeProcess();
  await runService({ name: "test", config: () => ({ ...CONFIG, parentWatch: true }), create: () => recorder().service, host });
  expect(await exitCode).toBe(1);
  expect(complaints.join()).toContain("PHM_PARENT_WATCH");
});
