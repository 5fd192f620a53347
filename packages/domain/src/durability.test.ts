import { describe, expect, it } from "@jest/globals";
import { DURABILITIES, type Durability, outlives } from "./durability.js";

const given = (wanted: Durability) => DURABILITIES.filter((level) => outlives(level, wanted));

describe("a durability level", () => {
  it("gives itself and what it outlives, and never what it does not", () => {
    expect(given("memory")).toEqual([...DURABILITIES]);
    expect(given("fsync")).toEqual(["fsync", "database"]);
    expect(given("replicated")).toEqual(["replicated"]);
    expect(given("database")).toEqual(["database"]);
  });
});
