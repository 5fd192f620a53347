import { describe, expect, it } from "@jest/globals";
import { untilAborted } from "./until-aborted.js";

async function* numbers(count: number, thenWaits = false) {
  for (let n = 0; n < count; n++) yield n;
  if (thenWaits) await new Promise(() => {});
}

describe("a source until an abort", () => {
  it("gives everything where there is none", async () => {
    const seen: number[] = [];
    for await (const n of untilAborted(numbers(3), new AbortController().signal)) seen.push(n);
    expect(seen).toEqual([0, 1, 2]);
  });

  it("ends at the abort, also while the source has nothing to give", async () => {
    const halting = new AbortController();
    const seen: number[] = [];
    for await (const n of untilAborted(numbers(2, true), halting.signal)) {
      seen.push(n);
      if (n === 1) queueMicrotask(() => halting.abort());
    }
    expect(seen).toEqual([0, 1]);
  });
});
