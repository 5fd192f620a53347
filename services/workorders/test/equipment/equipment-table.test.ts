import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type ImportProblemMessage, type ImportReportMessage, type TableFormat, tableFormatCodec } from "@phm/contracts";
import { type Equipment, type EquipmentCommand, type EquipmentRecord, equipmentCode } from "@phm/domain";
import { guardedCell, unguardedCell } from "@phm/exchange-files";
import fc from "fast-check";
import { assetAt, keyAt, type RunningEquipment, recordOf, registerLine, START_NS, startEquipment } from "./start-equipment.js";

const HEADING = "code,kind,parent,nameZh,nameEn";

let running: RunningEquipment;
let tests = 0;
let site = "";
beforeAll(async () => {
  running = await startEquipment();
});
afterAll(() => running.stop());
beforeEach(() => {
  tests += 1;
  site = `table-${tests}`;
});

interface Taking {
  readonly dryRun?: boolean;
  readonly format?: TableFormat;
  readonly into?: string;
  readonly actor?: string;
}

async function take(table: string | Uint8Array, { dryRun = false, format = "csv", into = site, actor = "Li" }: Taking = {}) {
  const header = { organisation: "acme", site: into, format: tableFormatCodec.toWire(format), dryRun, actor, note: "from a table" };
  const content = typeof table === "string" ? new TextEncoder().encode(table) : table;
  // In pieces that cut characters and quotes in two.
  const pieces = Array.from({ length: Math.ceil(content.length / 7 / 1_000) }, (_, i) => content.subarray(i * 7_000, (i + 1) * 7_000));
  const { report } = await running.call.importEquipment([
    { part: { case: "header", value: header } },
    ...pieces.map((value) => ({ part: { case: "chunk", value } }) as const),
  ]);
  if (!report) throw new Error("no report");
  return report;
}

async function exported(format: TableFormat = "csv", from = site): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const { chunk } of running.call.exportEquipment({ organisation: "acme", site: from, format: tableFormatCodec.toWire(format) }))
    pieces.push(chunk);
  return Buffer.concat(pieces).toString();
}

const countsOf = ({ rows, created, changed, unchanged, refused }: ImportReportMessage) => [rows, created, changed, unchanged, refused];
const shown = (problems: readonly ImportProblemMessage[]) => problems.map(({ line, column, reason }) => [line, column, reason]);
const nodes = async (from = site): Promise<Equipment[]> => {
  const { organisation, site: place } = keyAt(from, "A");
  return (await running.tree.list({ organisation, site: place, order: "code", limit: 1_000 })).entries.map(({ equipment }) => equipment);
};

const PLANT = `${HEADING},state,criticality,nameplate.manufacturer,nameplate.ratedPowerKw,nameplate.further.颜色\r
S1,site,,一厂,Plant 1,,,,,\r
S1-L1,line,S1,一线,Line 1,,,,,\r
S1-L1-M1,machine,S1-L1,"给水泵, ""大""",Feed pump,running,high,KSB,15.5,蓝\r
S1-L1-M1-B1,component,S1-L1-M1,轴承,Bearing,running,,SKF,,\r
`;

describe("a table of equipment", () => {
  test("is taken as Excel writes it, with a byte order mark, and again changes nothing", async () => {
    expect(countsOf(await take(`\uFEFF${PLANT}`))).toEqual([4, 4, 0, 0, 0]);
    const machine = (await running.tree.get(keyAt(site, "S1-L1-M1"))).equipment;
    expect(machine).toMatchObject({
      state: "running",
      parent: "S1-L1",
      record: { name: { zh: '给水泵, "大"' }, criticality: "high", nameplate: { ratedPowerKw: 15.5, further: { 颜色: "蓝" } } },
    });
    expect(countsOf(await take(PLANT))).toEqual([4, 0, 0, 4, 0]);
    expect((await running.tree.get(keyAt(site, "S1-L1-M1"))).revision).toBe(1);
  });

  test("may have children before their parents", async () => {
    const [heading, ...rows] = PLANT.trimEnd().split("\r\n");
    expect(countsOf(await take([heading, ...rows.reverse()].join("\n")))).toEqual([4, 4, 0, 0, 0]);
  });

  test("a dry run says what would happen and changes nothing", async () => {
    expect(await take(PLANT, { dryRun: true })).toMatchObject({ dryRun: true, rows: 4, created: 4, problems: [] });
    expect(await nodes()).toEqual([]);
    await take(PLANT);
    const edited = PLANT.replace("KSB", "Grundfos").replace("Line 1", "Line one");
    const before = await nodes();
    expect(countsOf(await take(edited, { dryRun: true }))).toEqual([4, 0, 2, 2, 0]);
    expect(await nodes()).toEqual(before);
    expect(countsOf(await take(edited))).toEqual([4, 0, 2, 2, 0]);
  });

  test("an empty cell takes away, a column that is missing leaves as it is", async () => {
    await take(PLANT);
    await take("code,kind,nameplate.manufacturer\nS1-L1-M1,machine,\n");
    const { record } = (await running.tree.get(keyAt(site, "S1-L1-M1"))).equipment;
    expect(record.nameplate).toEqual({ ratedPowerKw: 15.5, further: { 颜色: "蓝" } });
    expect(record.criticality).toBe("high");
  });

  test("moves and changes of state go by their rules, and stand on the time line with the table's note", async () => {
    await take(PLANT);
    const report = await take(
      "code,kind,parent,state\nS1-L2,line,S1,\nS1-L1-M1,machine,S1-L2,stopped\nS1-L1-M1-B1,component,S1-L1-M1,retired\n",
    );
    // A line without a name, and a running bearing that is retired before it is stopped.
    expect(shown(report.problems)).toEqual([
      [2, "nameZh", "no_name"],
      [3, "parent", "orphan"],
      [4, "state", "illegal_transition"],
    ]);
    expect(countsOf(report)).toEqual([3, 0, 0, 0, 3]);
    await take(`${HEADING},state\nS1-L2,line,S1,二线,,\nS1-L1-M1,machine,S1-L2,泵,,stopped\n`);
    const { events } = await running.call.getTimeline({ ref: keyAt(site, "S1-L1-M1") });
    expect(events.slice(0, 2).map(({ note }) => note)).toEqual(["from a table", "from a table"]);
  });

  test("tells all that is wrong at once, by line and column, and takes what is sound", async () => {
    const report = await take(`${HEADING},state,nameplate.ratedPowerKw
S1,site,,一厂,"Plant
1",,
S1-L1,line,S1,一线,,,
S1-L1-M1,machine,S1-L1,泵,,flying,"1,5"
S1-L1-M1-B1,component,S1-L1-M1,轴承,,,
S1-L1-M2,machine,S1-L1,风机,,,22
S1-L1-M3,machine,S1-L9,,,,
S1-L1-M2-B1,component,S1-L1-M2,轴承,,,
s1-x,machine,S1-L1,x,,,
S1-L1-M4,machine,S1-L1,机床
,machine,S1-L1,x,,,
S1-L1-M5,robot,S1-L1,x,,,
`);
    expect(shown(report.problems)).toEqual([
      [5, "state", "unknown_word"],
      [5, "nameplate.ratedPowerKw", "wrong_type"],
      [6, "parent", "orphan"],
      [8, "nameZh", "no_name"],
      [8, "parent", "orphan"],
      [10, "code", "bad_code"],
      [11, "", "wrong_length"],
      [12, "code", "missing_code"],
      [13, "kind", "unknown_word"],
    ]);
    expect(report.problems[1]).toMatchObject({ value: '"1,5"', limit: "a number with a decimal point" });
    expect([...countsOf(report), report.problemCount]).toEqual([11, 4, 0, 0, 7, 9]);
    expect((await nodes()).map(({ code }) => code)).toEqual(["S1", "S1-L1", "S1-L1-M2", "S1-L1-M2-B1"]);
  });

  test("a dry run of a table with problems foresees what the real run does", async () => {
    const table = `${HEADING},nameplate.yearBuilt\nS1,site,,一厂,,\nA1,area,S1,一区,,19\nM1,machine,A1,泵,,\nM2,machine,S1,泵,,1999\n`;
    const foreseen = await take(table, { dryRun: true });
    expect({ ...(await take(table)), dryRun: true }).toEqual(foreseen);
    expect((await nodes()).map(({ code }) => code)).toEqual(["M2", "S1"]);
  });

  test("a machine is taken with all of its components or not at all", async () => {
    const report = await take(`${HEADING},component
S1,site,,一厂,,
S1-M1,machine,S1,泵,,
S1-M1-B1,component,S1-M1,前轴承,,bearing
S1-M1-B2,component,S1-M1,后轴承,,bearing
S1-M2,machine,S1,风机,,
S1-M2-B1,component,S1-M2,轴承,,bearing
`);
    expect(shown(report.problems)).toEqual([[5, "component", "component_taken"]]);
    expect(countsOf(report)).toEqual([6, 3, 0, 0, 3]);
    expect((await nodes()).map(({ code }) => code)).toEqual(["S1", "S1-M2", "S1-M2-B1"]);
  });

  test.each([
    [
      "no heading",
      "",
      [
        [0, "code", "missing_column"],
        [0, "kind", "missing_column"],
      ],
    ],
    [
      "a column that nobody knows, and one twice",
      "code,kind,colour,kind,nameEn\nS1,site,red,site,Plant\n",
      [
        [1, "colour", "unknown_column"],
        [1, "kind", "repeated_column"],
      ],
    ],
    ["an open quote", `${HEADING}\nS1,site,,一厂,\nS1-L1,line,S1,"一线,\n`, [[3, "", "bad_csv"]]],
    ["a code twice", `${HEADING}\nS1,site,,一厂,\nS1,site,,二厂,\n`, [[3, "code", "repeated_code"]]],
  ] as [string, string, unknown[]][])("with %s changes nothing and says where", async (_, table, problems) => {
    const report = await take(table);
    expect(shown(report.problems)).toEqual(problems);
    expect(await nodes()).toEqual([]);
    expect(report.refused).toBe(report.rows);
  });

  test("in another encoding than UTF-8 is refused with what to do", async () => {
    const gbk = Buffer.concat([Buffer.from("code,kind,nameZh\nS1,site,"), Buffer.from([0xd2, 0xbb, 0xb3, 0xa7]), Buffer.from("\n")]);
    expect((await take(gbk)).problems).toMatchObject([{ reason: "bad_encoding", limit: "saved as CSV UTF-8" }]);
    expect((await take(gbk, { format: "json" })).problems).toMatchObject([{ reason: "bad_encoding" }]);
  });

  test("of more than 64 MiB is refused as a whole", async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x78);
    const header = { organisation: "acme", site, format: tableFormatCodec.toWire("json"), dryRun: true, actor: "Li", note: "" };
    const parts = [
      { case: "header", value: header } as const,
      ...Array.from({ length: 65 }, () => ({ case: "chunk", value: piece }) as const),
    ];
    await expect(running.call.importEquipment(parts.map((part) => ({ part })))).rejects.toMatchObject({
      field: "file",
      reason: "too_large",
    });
  });

  test("whose row was changed by somebody else since it was exported is refused with who and when", async () => {
    await take(PLANT);
    const table = await exported();
    await running.book.change(keyAt(site, "S1-L1"), { actor: "Wang", note: "" }, () => [
      { kind: "change", record: recordOf("Wang's line") },
    ]);
    const report = await take(table.replace("Feed pump", "Boiler feed pump").replace("Line 1", "Line A"));
    expect(shown(report.problems)).toEqual([[3, "revision", "conflict"]]);
    expect(report.problems[0]?.limit).toMatch(/^2 \(by Wang, 20\d\d-/);
    expect(countsOf(report)).toEqual([4, 0, 1, 2, 1]);
  });

  test("names an asset that is not there, or that another machine has", async () => {
    await running.register.put(assetAt(site, "pump"));
    const rows = ["S1,site,,一厂,,", "M1,machine,S1,泵,,pump", "M2,machine,S1,泵,,pump", "M3,machine,S1,泵,,fan"];
    expect(shown((await take(`${HEADING},asset\n${rows.join("\n")}\n`)).problems)).toEqual([
      [4, "asset", "asset_taken"],
      [5, "asset", "unknown_asset"],
    ]);
    expect((await running.tree.machineOf(assetAt(site, "pump").ref))?.equipment.code).toBe("M1");
  });
});

describe("the export of equipment", () => {
  test("as JSON carries measurements and links too, and taken again changes nothing", async () => {
    await registerLine(running, site);
    const record: EquipmentRecord = recordOf("Pump", {
      measurements: [
        { phase: "acceptance", quantity: "vibration", value: -1.5, unit: "mm/s", max: 2.3, timeNs: START_NS, person: "Li", note: "=1+1" },
      ],
    });
    const document = { id: "web", name: "Manual", type: "manual", link: "https://example.com/m" } as const;
    const commands: EquipmentCommand[] = [
      { kind: "change", record },
      { kind: "add_document", document },
    ];
    await running.book.change(keyAt(site, "S1-L1-M1"), { actor: "Li", note: "" }, () => commands);
    const table = await exported("json");
    expect(countsOf(await take(table, { format: "json" }))).toEqual([4, 0, 0, 4, 0]);
    expect(countsOf(await take(table.replace(/,"revision":\d+/g, ""), { format: "json", into: `${site}-copy` }))).toEqual([4, 4, 0, 0, 0]);
    const comparable = (each: Equipment) => ({ ...each, site: "" });
    expect((await nodes(`${site}-copy`)).map(comparable)).toEqual((await nodes()).map(comparable));
  });

  test("guards every cell that a spreadsheet would run, and every text survives guard and back", () => {
    for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1"]) expect(guardedCell(formula)).toBe(`'${formula}`);
    expect(guardedCell("it's = fine")).toBe("it's = fine");
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^['=+@-]{0,4}x?$/)), (text) => unguardedCell(guardedCell(text)) === text),
    );
  });

  test("of no nodes is a table of none", async () => {
    expect(JSON.parse(await exported("json"))).toEqual([]);
    expect((await exported()).trimEnd().split("\r\n")).toHaveLength(1);
  });

  const text = fc
    .tuple(
      fc.constantFrom("", "=", "+", "-", "@", "'=", "'", "\t", "\r"),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom('"', ",", "\n", "\r\n", "泵", "🛠️", ";"),
    )
    .map((parts) => `${parts.join("")}x`.replaceAll("\0", ""));
  const record = fc.record({
    nameEn: text,
    nameZh: text,
    serial: text,
    further: text,
    power: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  });

  test("comes back as it was, whatever the texts are, as CSV and as JSON", async () => {
    await running.book.change(keyAt("round", "S1"), { actor: "Li", note: "" }, () => [
      { kind: "register", as: "site", record: recordOf("S") },
    ]);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(record, fc.constantFrom<TableFormat>("csv", "json"), async ({ nameEn, nameZh, serial, further, power }, format) => {
        count += 1;
        const nameplate = { serial, ratedPowerKw: power, further: { [`=名 "${count % 3}", x`]: further } };
        const machine = { name: { en: nameEn, zh: nameZh }, nameplate, measurements: [] };
        const command: EquipmentCommand = { kind: "register", as: "machine", parent: equipmentCode("S1"), record: machine };
        await running.book.change(keyAt("round", `M${count}`), { actor: "Li", note: "" }, () => [command]);
        const table = await exported(format, "round");
        const again = await take(table, { format, into: "round", dryRun: true });
        expect([again.problems, countsOf(again)]).toEqual([[], [count + 1, 0, 0, count + 1, 0]]);
        if (format === "csv") return;
        const copy = `round-${count}`;
        await take(table.replace(/,"revision":\d+/g, ""), { format, into: copy });
        expect((await nodes(copy)).map((each) => each.record)).toEqual((await nodes("round")).map((each) => each.record));
      }),
      { numRuns: 15 },
    );
  });
});
