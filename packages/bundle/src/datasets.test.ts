import { expect, test } from "@jest/globals";
import { datasets } from "./datasets.js";
import { importers } from "./importers.js";

test("each data set is named once, with its publisher's page, citation and licence", () => {
  expect(new Set(datasets.map(({ name }) => name)).size).toBe(datasets.length);
  for (const { page, citation, licenceAsStated, download } of datasets) {
    expect(page).toMatch(/^https:\/\//);
    for (const text of [citation, licenceAsStated, download]) expect(text.length).toBeGreaterThan(10);
  }
});

test("a data set has an import command exactly where there is an importer of its name", () => {
  const withCommand = datasets.filter(({ importCommand }) => importCommand !== undefined);
  expect(withCommand.map(({ name }) => name)).toEqual(Object.keys(importers));
  for (const { name, importCommand } of withCommand) expect(importCommand).toContain(`npm run phm -- import ${name} `);
});
