import { expect, test } from "@jest/globals";
import { EVENT_KINDS } from "./live-feed.js";
import { staleKeys } from "./stale-keys.js";

test("each kind of event makes something old, and only of its own machine", () => {
  for (const kind of EVENT_KINDS) {
    const keys = staleKeys({ kind, site: "s", asset: "a", id: "x" });
    expect(keys.length).toBeGreaterThan(1);
    for (const [, of] of keys) expect([undefined, "x", { site: "s", asset: "a" }]).toContainEqual(of);
  }
});
