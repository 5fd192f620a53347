import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { simulateHealthy } from "@phm/simulator";
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

test("findings of a laboratory stand on the machine's record and time line, once", async () => {
  const put = async (code: string, kind: string, parent?: string) => {
    const body = JSON.stringify({ kind, nameEn: code, actor: "li", note: "", ...(parent ? { parent } : {}) });
    const url = `http://127.0.0.1:${suite.ports.api}/api/v1/equipment/${code}`;
    expect((await fetch(url, { method: "PUT", headers: { "content-type": "application/json" }, body })).status).toBeLessThan(300);
  };
  await put("S1", "site");
  await put("S1-L1", "line", "S1");
  await put("S1-M1", "machine", "S1-L1");
  const heading = "equipment,quantity,value,unit,min,max,time,person,note";
  const rows = ["S1-M1,iron in oil,48,ppm,,40,2026-01-05T08:00:00Z,lab,", "S1-M9,iron in oil,8,ppm,,40,2026-01-05T08:00:00Z,lab,"];
  await writeFile(join(folder, "oil.csv"), [heading, ...rows].join("\n"));
  expect(await take("oil.csv", "phm-quality")).toMatchObject({ taken: 1, refused: 1, problems: [{ line: 3, column: "code" }] });
  expect(await take("oil.csv", "phm-quality")).toMatchObject({ taken: 0, unchanged: 1, refused: 1 });
  const machine = await suite.get<{ measurements: object[] }>("/equipment/S1-M1");
  expect(machine.measurements).toMatchObject([{ phase: "quality", quantity: "iron in oil", value: 48, max: 40, person: "lab" }]);
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

test("bills of materials say where a part is used, and customers whose a machine is", async () => {
  const { config } = simulateHealthy({ seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 2, asset: "gear" });
  await suite.register(config);
  const bill = ["gear,1,,,Gear unit,1,gearbox", "gear,1.1,1,6205,,4,", "ghost,1,,6205,,1,"];
  await writeFile(join(folder, "bill.csv"), ["asset,position,assembly,part,name,quantity,component", ...bill].join("\n"));
  const refused = { refused: 1, problems: [{ line: 4, column: "asset", reason: "unknown_asset" }] };
  expect(await take("bill.csv", "phm-bills")).toMatchObject({ code: 1, taken: 2, ...refused });
  expect(await take("bill.csv", "phm-bills")).toMatchObject({ taken: 0, unchanged: 2, ...refused });
  expect(await suite.get("/parts/6205/uses")).toEqual({ items: [{ asset: "gear", positions: ["1.1"], quantity: 4 }] });

  const customer = "C-1,Mill,1 River Road,Zhao Qiang,maintenance,zhao@mill.example,,S1-L1,";
  await writeFile(join(folder, "crm.csv"), `id,name,address,contact,role,email,phone,owns,operates\n${customer}\n`);
  expect(await take("crm.csv", "phm-customers")).toMatchObject({ code: 0, taken: 1 });
  const owner = { site: "default", code: "S1-L1", relation: "owner", customer: "C-1" };
  expect(await suite.get("/equipment/S1-M1/customers")).toEqual({ items: [owner] });
}, 60_000);
