import { expect, test } from "@jest/globals";
import { openApiDocument } from "../src/api/document.js";
import { documentPage } from "../src/api/document-page.js";
import { OPERATIONS } from "../src/operations.js";

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
}

const document = openApiDocument(OPERATIONS, "1") as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};
const described = Object.values(document.paths).flatMap((path) => Object.values(path));

test("names every operation once", () => {
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
  expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
});

test("refers to nothing that it does not have", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? "");
  expect(references.length).toBeGreaterThan(0);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(references.filter((reference) => !known.includes(reference))).toEqual([]);
});

test("says of a parameter what validates it", () => {
  const parameters = described.find(({ operationId }) => operationId === "listReadings")?.parameters ?? [];
  expect(parameters.filter((each) => each.required).map(({ name }) => name)).toEqual(["asset", "point"]);
  expect(parameters.find(({ name }) => name === "limit")?.schema).toMatchObject({ type: "integer", minimum: 1, maximum: 1000 });
});

test.each(["en", "zh"] as const)("is shown to people in %s, every operation with its words", (language) => {
  const page = documentPage(document, OPERATIONS, language);
  for (const { operationId } of described) expect(page).toContain(`id="${operationId}"`);
  expect(page).toContain(language === "zh" ? "请求体" : "Body");
  expect(page).not.toContain("undefined");
});
