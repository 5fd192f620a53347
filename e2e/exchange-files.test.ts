import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runPhm, startTestSuite, type TestSuite } from "@phm/testkit";

const PARTS = [
  "id,nameEn,nameZh,unit,supplier,leadTimeDays,assets,failureModes",
  "6205,Bearing 6205,轴承 6205,piece,SKF,14,,bearing_outer_race;bearing_inner_race",
  'SEAL-1,"Seal, shaft",=轴封,piece,,,,',
].join("\n");
const STOCK = ["part,store,onHand,min,max", "6205,A,3,1,5", "SEAL-1,A,0,2,4", "NONE,A,1,,"].join("\n");

let suite: TestSuite;
let folder: string;
beforeAll(async () => {
  suite = await startTestSuite();
  folder = await mkdtemp(join(tmpdir(), "phm-exchange-files-"));
  await writeFile(join(folder, "parts.csv"), PARTS);
  await writeFile(join(folder, "stock.csv"), STOCK);
}, 90_000);
afterAll(async () => {
  await suite?.cleanup();
  await rm(folder, { recursive: true, force: true });
});

async function exchange(...args: string[]) {
  const workorders = `127.0.0.1:${suite.ports.grpc.workorders}`;
  const { stdout, code } = await runPhm(["exchange", ...args, "--workorders", workorders]);
  return { code, stdout };
}
const take = async (file: string, mapping: string, ...args: string[]) => {
  const { stdout, code } = await exchange("import", join(folder, file), "--mapping", mapping, "--json", ...args);
  return { code, ...(JSON.parse(stdout) as { taken: number; unchanged: number; refused: number; problems: object[] }) };
};

test("parts and their stock come in from files, say what cannot be taken, and repeat nothing", async () => {
  expect(await take("parts.csv", "phm-parts", "--dry-run")).toMatchObject({ code: 0, taken: 2 });
  expect(await take("parts.csv", "phm-parts")).toMatchObject({ code: 0, taken: 2, refused: 0 });
  expect(await take("parts.csv", "phm-parts")).toMatchObject({ taken: 0, unchanged: 2 });
  expect(await take("stock.csv", "phm-stock")).toMatchObject({
    ...{ code: 1, taken: 2, refused: 1 },
    problems: [{ line: 4, column: "part", reason: "unknown_part" }],
  });
  expect(await take("stock.csv", "phm-stock")).toMatchObject({ taken: 0, unchanged: 2, refused: 1 });
  const { items } = await suite.get<{ items: { id: string }[] }>("/parts?short=true");
  expect(items.map(({ id }) => id)).toEqual(["SEAL-1"]);
}, 60_000);

test("what goes out comes back and changes nothing, and no spreadsheet runs it", async () => {
  for (const [table, mapping] of [
    ["parts", "phm-parts"],
    ["stock", "phm-stock"],
  ] as const) {
    const out = join(folder, `${table}-out.csv`);
    expect((await exchange("export", table, "--out", out)).code).toBe(0);
    expect(await take(`${table}-out.csv`, mapping)).toMatchObject({ code: 0, taken: 0, unchanged: 2, refused: 0 });
  }
  expect(await readFile(join(folder, "parts-out.csv"), "utf8")).toContain("'=轴封");
}, 60_000);
