import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { openServedModel, trainRulModel } from "@phm/pipeline";
import { RUL_RECIPES, rulRecipe } from "./rul-recipe.js";

const BLOCKS = 40;
const CARD = { model: "m-1", data: "made up", licence: "none", split: "by life", limits: "tests" };

/** Lives whose level rises over their last 15 blocks. */
const LIVES = Array.from({ length: 3 }, (_, life) => ({
  id: `life ${life}`,
  moments: Array.from({ length: BLOCKS }, (_unused, block) => {
    const remainingBlocks = BLOCKS - block;
    const lnRatio = Math.max(0, (15 - remainingBlocks) / 6 + 0.05 * Math.sin(7 * block + life));
    return { remainingBlocks, onset: lnRatio > 0.7, indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: lnRatio / 3 } };
  }),
}));

describe("the recipe of phm train rul", () => {
  let folder: string;
  const warned: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-train-"));
    warned.length = 0;
    jest.spyOn(process.stderr, "write").mockImplementation((text) => warned.push(String(text)) > 0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });
  const trained = async (model: (typeof RUL_RECIPES)[number], seed = "1", resume?: string) =>
    trainRulModel(LIVES, await rulRecipe({ model, seed, resume }, LIVES.length), CARD);

  test.each(RUL_RECIPES)("%s gives a document that serving opens, the same one for the same seed", async (name) => {
    const document = await trained(name);
    const { model } = openServedModel(JSON.parse(JSON.stringify(document)));
    expect(model.declaration.kind).toBe(name.replace("-", "_"));
    expect(model.predict({ lnRatio: 2, lnPeakRatio: 2, lnGrowth: 0.6 })[12]).toBeGreaterThan(0.5);
    expect(await trained(name)).toEqual(document);
    const other = await trained(name, "2");
    if (name === "proportional-odds") expect(other).toEqual(document);
    else expect(other.fitted).not.toEqual(document.fitted);
  });

  test("the training of nets is kept in a file, shown as it goes, and taken up from it", async () => {
    const file = join(folder, "training.json");
    const document = await trained("survival-net", "1", file);
    expect(warned.join("")).toMatch(/wasm backend|native backend/);
    expect(warned.at(-1)).toMatch(/100 %/);
    const kept = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...kept, nets: kept.nets.slice(0, 3) }));
    expect(await trained("survival-net", "1", file)).toEqual(document);
    await expect(trained("survival-net", "2", file)).rejects.toThrow(/options.seed/);
    await writeFile(file, "no JSON");
    await expect(trained("survival-net", "1", file)).rejects.toThrow(/training.json/);
  });

  test("a file to resume from is refused where there is nothing to resume, and a seed that is none", async () => {
    await expect(trained("cdf-forest", "1", join(folder, "x"))).rejects.toThrow(/resume/);
    await expect(trained("survival-net", "one")).rejects.toThrow(/seed/);
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});
