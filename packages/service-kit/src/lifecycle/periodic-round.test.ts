import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createLogger } from "../log/create-logger.js";
import { PeriodicRound } from "./periodic-round.js";

const logger = createLogger({ service: "test", level: "silent" });
const EVERY_MS = 1_000;

describe("a periodic round", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const rounds = (round: (signal: AbortSignal) => Promise<unknown>) =>
    new PeriodicRound({ everyMs: EVERY_MS, round, failure: "failed", logger });

  test("is over once when the start resolves, and comes again until it is stopped", async () => {
    const round = jest.fn(async () => {});
    const periodic = rounds(round);
    await periodic.start();
    expect(round).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(round).toHaveBeenCalledTimes(3);
    await periodic.stop();
    await jest.advanceTimersByTimeAsync(5 * EVERY_MS);
    expect(round).toHaveBeenCalledTimes(3);
  });

  test("that fails is logged and tried again, also the first", async () => {
    const warn = jest.spyOn(logger, "warn");
    const round = jest.fn(async () => {
      throw new Error("no broker");
    });
    const periodic = rounds(round);
    await periodic.start();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    await periodic.stop();
    expect(round).toHaveBeenCalledTimes(2);
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ err: expect.any(Error) }), "failed");
  });

  test("is told of a stop, and what it gives up then is no failure", async () => {
    const warn = jest.spyOn(logger, "warn").mockClear();
    const periodic = rounds((signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));
    const started = periodic.start();
    await periodic.stop();
    await started;
    expect(warn).not.toHaveBeenCalled();
  });

  test("is never overtaken by the next, and the stop waits for it", async () => {
    let finish = () => {};
    let running = 0;
    let most = 0;
    const round = jest.fn(async () => {
      most = Math.max(most, ++running);
      if (round.mock.calls.length > 1) await new Promise<void>((resolve) => (finish = resolve));
      running--;
    });
    const periodic = rounds(round);
    await periodic.start();
    await jest.advanceTimersByTimeAsync(4 * EVERY_MS);
    expect([round.mock.calls.length, most]).toEqual([2, 1]);
    let stopped = false;
    const stop = periodic.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect(running).toBe(0);
  });
});
