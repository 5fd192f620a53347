import { describe, expect, test } from "@jest/globals";
import { parseTimeNs } from "@phm/domain";
import fc from "fast-check";
import { builtInMapping, builtInMappings, parseFileMapping, pastOrderOf, readRecords } from "../src/index.js";

const FIELDS = {
  number: { column: "order" },
  asset: { column: "machine" },
  title: { column: ["text", "more"], join: ": " },
  finished: { column: "done" },
};
const mappingOf = (fields: object = {}, more: object = {}) =>
  parseFileMapping("m.json", JSON.stringify({ kind: "work-orders", ...more, fields: { ...FIELDS, ...fields } }));
async function* bytes(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}
const HEADING = "order,machine,text,more,done";
const read = (rows: readonly string[], fields: object = {}, more: object = {}) =>
  readRecords(bytes([HEADING, ...rows].join("\n")), mappingOf(fields, more));
const firstOf = async (rows: readonly string[], fields: object = {}, more: object = {}) =>
  (await read(rows, fields, more)).records[0]?.fields;

describe("a field", () => {
  test("joins several columns, and does without those that say nothing", async () => {
    expect(await firstOf(["1,p,Seal,leaks,2020-01-01"])).toMatchObject({ title: "Seal: leaks" });
    expect(await firstOf(["1,p,Seal,,2020-01-01"])).toMatchObject({ title: "Seal" });
  });

  test("takes times in the zone of the mapping, in any of the forms that it names", async () => {
    const dates = { finished: { column: "done", date: ["d/M/yyyy", "d MMM yyyy HH:mm"] } };
    const zone = { zone: "Asia/Shanghai" };
    expect(await firstOf(["1,p,t,,3/2/2020"], dates, zone)).toMatchObject({ finished: parseTimeNs("2020-02-02T16:00:00Z") });
    expect(await firstOf(["1,p,t,,3 Feb 2020 08:30"], dates, zone)).toMatchObject({ finished: parseTimeNs("2020-02-03T00:30:00Z") });
  });

  test.each([
    ["1,234.5", {}, 1234.5],
    ["1.234,5", { decimalComma: true }, 1234.5],
    ["30", { factor: 1 / 60 }, 0.5],
    ["1:30", {}, 1.5],
    ["40:00:36", {}, 40.01],
  ])("reads %s as hours by %j", async (text, how, expected) => {
    expect(await firstOf([`1,p,t,"${text}",2020-01-01`], { title: { column: "text" }, labourH: { column: "more", ...how } })).toMatchObject(
      {
        labourH: expected,
      },
    );
  });

  test("is their word for ours; a word without one is refused, or left out and counted, as the mapping says", async () => {
    const values = { PM: "preventive" };
    const rows = ["1,p,t,PM,2020-01-01", "2,p,t,XX,2020-01-01", "3,p,t,XX,2020-01-01"];
    const title = { column: "text" };
    const refused = await read(rows, { title, kind: { column: "more", values } });
    expect(refused.records).toHaveLength(1);
    expect(refused.problems).toMatchObject([
      { line: 3, column: "more", reason: "unknown_value" },
      { line: 4, column: "more", reason: "unknown_value" },
    ]);
    const counted = await read(rows, { title, kind: { column: "more", values, otherwise: "count" } });
    expect(counted.records.map(({ fields }) => fields.kind)).toEqual(["preventive", undefined, undefined]);
    expect(counted.unmapped).toEqual([{ field: "kind", value: "XX", count: 2 }]);
  });

  test("is absent where the file has a word for that", async () => {
    const fields = { started: { column: "more", date: "d/M/yyyy", absent: ["0/1/00"] }, title: { column: "text" } };
    expect(await firstOf(["1,p,t,0/1/00,2020-01-01"], fields)).not.toHaveProperty("started");
  });
});

describe("a row", () => {
  test("that cannot be taken is told with every one of its problems, by the columns of the file", async () => {
    const { problems } = await read([",p,,,yesterday", "2,p,t"]);
    expect(problems).toEqual([
      { line: 2, column: "order", value: '""', reason: "missing", limit: "given" },
      { line: 2, column: "text + more", value: '""', reason: "missing", limit: "given" },
      { line: 2, column: "done", value: '"yesterday"', reason: "bad_time", limit: "an ISO 8601 time" },
      { line: 3, column: "", value: "3 cells", reason: "wrong_length", limit: "5 cells, as the heading has" },
    ]);
  });

  test("needs one of the times", async () => {
    expect((await read(["1,p,t,,"])).problems).toMatchObject([{ line: 2, column: "done", reason: "missing" }]);
  });

  test("is known by its key: the second one is refused", async () => {
    const { records, problems } = await read(["1,p,a,,2020-01-01", "1,p,b,,2020-01-01"]);
    expect(records).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 3, column: "number", reason: "repeated", limit: "named once: line 2 has it" }]);
  });

  test("that the mapping does not ask for is passed over", async () => {
    const only = { only: { column: "more", values: ["WO"] } };
    const reading = await read(["1,p,a,WO,2020-01-01", "2,p,b,ALERT,no date"], { title: { column: "text" } }, only);
    expect(reading).toMatchObject({ rows: 2, passedOver: 1, problems: [] });
  });

  test("has the line on which it begins in an editor, whatever its cells hold", async () => {
    const { problems } = await read(['1,p,"two\r\nlines",,2020-01-01', "2,p,t,,never"]);
    expect(problems).toMatchObject([{ line: 4, column: "done" }]);
  });
});

describe("a file", () => {
  test("without a column that the mapping names gives no record", async () => {
    const reading = await readRecords(bytes("order,text\n1,t\n"), mappingOf());
    expect(reading.records).toEqual([]);
    expect(reading.problems.map(({ column, reason }) => [column, reason])).toEqual([
      ["machine", "missing_column"],
      ["more", "missing_column"],
      ["done", "missing_column"],
    ]);
  });

  test("in GBK is read as the mapping says, and as UTF-8 it is refused", async () => {
    // 泵 in GBK, cut in the middle of the character.
    const content = [Buffer.from(`${HEADING}\n1,p,`), Buffer.from([0xb1]), Buffer.from([0xc3]), Buffer.from(",,2020-01-01\n")];
    const inGbk = await readRecords(bytes(...content), mappingOf({}, { encoding: "gb18030" }));
    expect(inGbk.records[0]?.fields.title).toBe("泵");
    expect((await readRecords(bytes(...content), mappingOf())).problems).toMatchObject([{ line: 0, reason: "bad_encoding" }]);
  });

  test("of JSON has values within objects by their path", async () => {
    const fields = {
      number: { column: "id" },
      asset: { column: "place.machine" },
      title: { column: "text" },
      finished: { column: "done" },
    };
    const mapping = mappingOf(fields, { format: "json" });
    const items = [{ id: 7, place: { machine: "p" }, text: "t", done: "2020-01-01", tags: ["x"] }, "no object"];
    const { records, problems } = await readRecords(bytes(JSON.stringify(items)), mapping);
    expect(records[0]?.fields).toMatchObject({ number: "7", asset: "p" });
    expect(problems).toMatchObject([{ line: 2, reason: "bad_item" }]);
    expect((await readRecords(bytes("{"), mapping)).problems).toMatchObject([{ line: 0, reason: "bad_json" }]);
  });

  test("gives each row as a record, or passed over, or with a problem", async () => {
    const cell = fc.constantFrom("", "1", "2", "x,y", '"', "2020-01-01", "\n");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 20 }), async (rows) => {
        const quoted = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        const { records, problems, rows: count } = await read(quoted);
        const refused = new Set(problems.map(({ line }) => line));
        expect(records.length + refused.size).toBe(count);
      }),
    );
  });
});

describe("a mapping", () => {
  test.each([
    [{ kind: "recipes", fields: {} }, "kind"],
    [{ kind: "work-orders", fields: { ...FIELDS, colour: { column: "x" } } }, "fields"],
    [{ kind: "work-orders", fields: { number: { column: "x" } } }, "fields.asset"],
    [{ kind: "work-orders", fields: { ...FIELDS, title: { column: "x", constant: "y" } } }, "fields.title"],
    [{ kind: "work-orders", zone: "Mars/Base", fields: FIELDS }, "zone"],
    [{ kind: "work-orders", encoding: "ebcdic", fields: FIELDS }, "encoding"],
    [{ kind: "work-orders", fields: FIELDS, colour: "red" }, ""],
  ])("%j is refused at %j", (document, place) => {
    expect(() => parseFileMapping("m.json", JSON.stringify(document))).toThrow(expect.objectContaining({ field: `m.json: ${place}` }));
  });

  test("that comes with the suite is sound", async () => {
    const names = await builtInMappings();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(Object.keys((await builtInMapping(name)).fields)).not.toEqual([]);
  });
});

test("a record states a past order, and no more than the file does", async () => {
  const { records } = await read(["A1,pump-1,Seal,,2020-02-03"]);
  expect(pastOrderOf(records[0] as never, { organisation: "acme", site: "plant" } as never)).toEqual({
    ref: { organisation: "acme", site: "plant", asset: "pump-1" },
    ...{ number: "A1", title: "Seal", finishedNs: parseTimeNs("2020-02-03T00:00:00Z") },
  });
});
