import { describe, expect, it } from "@jest/globals";
import { KeyedLanes } from "./keyed-lanes.js";

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("lanes", () => {
  it("keep the order within a key while other keys pass", async () => {
    const lanes = new KeyedLanes();
    const held = gate();
    const done: string[] = [];
    const first = lanes.run("a", async () => {
      await held.opened;
      done.push("a1");
    });
    const second = lanes.run("a", async () => void done.push("a2"));
    await lanes.run("b", async () => void done.push("b1"));
    expect(done).toEqual(["b1"]);
    held.open();
    await Promise.all([first, second]);
    expect(done).toEqual(["b1", "a1", "a2"]);
  });

  it("go on after a failure, which only its own caller sees, and keep nothing when idle", async () => {
    const lanes = new KeyedLanes();
    const failing = lanes.run("a", () => Promise.reject(new Error("broken")));
    const next = lanes.run("a", async () => "fine");
    await expect(failing).rejects.toThrow("broken");
    await expect(next).resolves.toBe("fine");
    await new Promise((resolve) => setImmediate(resolve));
    expect(lanes.size).toBe(0);
  });
});
