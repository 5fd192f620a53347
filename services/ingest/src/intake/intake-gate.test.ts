import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { IntakeGate } from "./intake-gate.js";

afterEach(() => {
  jest.useRealTimers();
});

async function hasPassed(gate: IntakeGate): Promise<boolean> {
  let passed = false;
  void gate.passed().then(() => {
    passed = true;
  });
  // Whatever is settled has its turn by then.
  for (let turn = 0; turn < 3; turn++) await Promise.resolve();
  return passed;
}

describe("the gate of the intake", () => {
  it("is open until somebody holds it, and again when it is released", async () => {
    const gate = new IntakeGate();
    expect(await hasPassed(gate)).toBe(true);
    gate.hold(1_000);
    expect(await hasPassed(gate)).toBe(false);
    const waiting = gate.passed();
    expect(gate.release()).toBe(true);
    await waiting;
    expect([await hasPassed(gate), gate.release()]).toEqual([true, false]);
  });

  it("opens by itself when nobody holds on, and holds on as long as somebody does", async () => {
    jest.useFakeTimers();
    const gate = new IntakeGate();
    gate.hold(1_000);
    jest.advanceTimersByTime(900);
    gate.hold(1_000);
    jest.advanceTimersByTime(900);
    expect(await hasPassed(gate)).toBe(false);
    jest.advanceTimersByTime(101);
    expect([gate.isHeld, await hasPassed(gate)]).toEqual([false, true]);
  });
});
