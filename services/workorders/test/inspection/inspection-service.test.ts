import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { EntryOutcome, inspectionGradeCodec, itemStateCodec, roundStateCodec, workOrderFromWire } from "@phm/contracts";
import { type InspectionEntry, type InspectionStandard, inspectionCode } from "@phm/domain";
import { at, entry, LIMITS, MINUTE_NS, putRoute, putStandard, reading, route, standard, upload } from "./inspection-facts.js";
import { type RunningInspection, startInspection } from "./start-inspection.js";

const folder = mkdtempSync(join(tmpdir(), "phm-inspection-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

const R1 = "R1-20260302T0600";
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(300_000, 7)]);
const sha256Of = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

describe.each(engines)("inspection rounds on %s", (engine, url) => {
  let running: RunningInspection;
  const clock = { nowNs: at(-60) };
  let site = "";
  let tests = 0;
  beforeAll(async () => {
    const database = `phm_inspection_${process.pid}_${engine.toLowerCase()}`;
    running = await startInspection({ folder, database, ...(url ? { mongoUrl: url } : {}) }, clock);
  });
  afterAll(() => running.stop());
  // Each test is a site of its own, an hour before the first round.
  beforeEach(() => {
    tests += 1;
    site = `site-${tests}`;
    clock.nowNs = at(-60);
  });

  const place = () => ({ organisation: "acme", site });
  const prepare = async (change: Partial<InspectionStandard> = {}, points = ["P1", "P2"]) => {
    for (const code of points) await running.call.putStandard(putStandard(standard(site, code, change)));
    await running.call.putRoute(putRoute(route(site, "R1", points)));
  };
  const send = async (entries: readonly InspectionEntry[], sentNs = clock.nowNs) =>
    (await running.call.uploadEntries(upload(site, sentNs, entries))).reports;
  const round = async (id = R1) => {
    const answer = await running.call.getRound({ ...place(), id });
    const state = roundStateCodec.fromWire(answer.round!.state, "state");
    const items = answer.round!.round!.items.map((item) => ({ ...item, state: itemStateCodec.fromWire(item.state, "state") }));
    return { state, items, standards: answer.standards, figures: answer.round!.figures! };
  };
  const rounds = async () => (await running.call.listRounds({ ...place() })).rounds.map((each) => each.round!.id);
  const orders = async () => (await running.orders.listWorkOrders({ ...place() })).workOrders.map((each) => workOrderFromWire(each));
  const gradeOf = (grade: number) => inspectionGradeCodec.fromWire(grade, "grade");

  test("rounds are made two days ahead, each once however often they are made, with the standards to take along", async () => {
    await prepare();
    const made = await rounds();
    expect(made).toHaveLength(6);
    expect(made[0]).toBe(R1);
    await Promise.all([running.inspection.upkeep.run(), running.inspection.upkeep.run()]);
    expect(await rounds()).toEqual(made);
    const { state, items, standards } = await round();
    expect([state, items.map(({ point }) => point), standards.map(({ revision }) => revision?.version)]).toEqual([
      "due",
      ["P1", "P2"],
      [1n, 1n],
    ]);
  });

  test("after an outage the rounds that nobody could make are on record as missed, once", async () => {
    await prepare();
    clock.nowNs = at(5 * 24 * 60);
    const upkeep = async () =>
      running.inspection.planner.putRoute(route(site, "R1", ["P1", "P2"]), { expectedVersion: 0, author: "wang", note: "" });
    await upkeep();
    const before = await rounds();
    await upkeep();
    expect(await rounds()).toEqual(before);
    // Five days with three rounds each, the one that is due now, and those of two days ahead.
    expect(before).toHaveLength(15 + 6);
    const missed = await running.call.listRounds({ ...place(), state: roundStateCodec.toWire("missed") });
    expect(missed.rounds).toHaveLength(15);
  });

  test("points are due as often as their standards say, and rounds ahead follow a change of route or standard", async () => {
    await running.call.putStandard(putStandard(standard(site, "P1")));
    await running.call.putStandard(putStandard(standard(site, "P2", { period: { every: 1, unit: "days" } })));
    await running.call.putRoute(putRoute(route(site, "R1", ["P1", "P2"])));
    const pointsOf = async () =>
      (await running.call.listRounds({ ...place() })).rounds.map(({ round: each }) => each!.items.map(({ point }) => point).join("+"));
    expect(await pointsOf()).toEqual(["P1+P2", "P1", "P1", "P1+P2", "P1", "P1"]);
    await running.call.withdrawStandard({ ...place(), code: "P2", expectedVersion: 1n, author: "wang", note: "pump removed" });
    // The first round is less than an hour and a bit away: whoever sets out early may be on it.
    expect(await pointsOf()).toEqual(["P1", "P1", "P1", "P1", "P1", "P1"]);
    await running.call.withdrawRoute({ ...place(), code: "R1", expectedVersion: 1n, author: "wang", note: "" });
    expect(await rounds()).toEqual([]);
  });

  test("a route by a recurrence rule is walked on its days; one that is not known, or speaks of hours, is refused by name", async () => {
    await running.call.putStandard(putStandard(standard(site, "P1")));
    const by = (rrule: string) => ({ schedule: { timeZone: "UTC", firstDay: "2026-03-02", times: ["06:00"], everyDays: 1, rrule } });
    // Monday is the second; two days ahead are made.
    await running.call.putRoute(putRoute(route(site, "R1", ["P1"], by("FREQ=WEEKLY;BYDAY=MO,WE"))));
    clock.nowNs = at(30);
    await running.inspection.upkeep.run();
    expect(await rounds()).toEqual([R1, "R1-20260304T0600"]);
    const refused = async (rrule: string) =>
      running.call.putRoute(putRoute(route(site, "R2", ["P1"], by(rrule)))).then(
        () => "taken",
        ({ field, reason }: { field: string; reason: string }) => `${field}: ${reason}`,
      );
    expect(await refused("FREQ=FORTNIGHTLY")).toBe("schedule.rrule.FREQ: bad_rrule");
    expect(await refused("FREQ=DAILY;BYHOUR=6")).toBe("schedule.rrule.BYHOUR: bad_rrule");
    expect(await refused("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).toBe("schedule.rrule: never_due");
  });

  test("compliance counts an item for who inspected it, and one that nobody did for the person whose duty it was", async () => {
    for (const code of ["P1", "P2", "P3"]) await running.call.putStandard(putStandard(standard(site, code)));
    await running.call.putRoute(putRoute(route(site, "R1", ["P1", "P2", "P3"], { duty: { role: "technician", person: "zhou" } })));
    clock.nowNs = at(150);
    await send([
      entry("a", 10, reading(60), { actor: "zhou" }),
      entry("b", 125, reading(60), { actor: "zhou", point: inspectionCode("P2") }),
    ]);
    clock.nowNs = at(200);
    const figures = async () => {
      const { groups } = await running.call.getInspectionCompliance({ ...place(), fromNs: at(-1), toNs: at(400) });
      return groups
        .filter(({ person }) => person !== "")
        .map(({ person, dueCount, complianceRatio }) => [person, dueCount, complianceRatio]);
    };
    expect(await figures()).toEqual([["zhou", 3, 1 / 3]]);
    // What was inspected offline comes in later: the item was not missed, and somebody else has done it.
    await send([entry("c", 20, reading(60), { actor: "li", point: inspectionCode("P3") })]);
    expect(await figures()).toEqual([
      ["li", 1, 1],
      ["zhou", 2, 1 / 2],
    ]);
  });

  test("an offline day comes late and in any order, and counts by when it was inspected", async () => {
    await prepare();
    clock.nowNs = at(24 * 60);
    expect((await round()).state).toBe("missed");
    const reports = await send([entry("b", 20, reading(60), { point: inspectionCode("P2") }), entry("a", 10, reading(61))]);
    expect(reports.map(({ outcome }) => outcome)).toEqual([EntryOutcome.TAKEN, EntryOutcome.TAKEN]);
    expect(await round()).toMatchObject({ state: "done", items: [{ state: "in_time" }, { state: "in_time" }] });
  });

  test("the error of the phone's clock is taken out", async () => {
    await prepare();
    clock.nowNs = at(30);
    // The phone is a day and a half behind.
    const behindNs = 36n * 60n * MINUTE_NS;
    const noted = { ...entry("a", 10, reading(60)), phoneNs: at(10) - behindNs };
    const answer = await running.call.uploadEntries(upload(site, clock.nowNs - behindNs, [noted]));
    expect(answer.clockOffsetS).toBe(36 * 3_600);
    expect((await round()).items[0]).toMatchObject({ state: "in_time", records: [{ takenNs: at(10) }] });
  });

  test("the same upload again changes nothing; a second record on an item is kept, and the first taken counts", async () => {
    await prepare();
    clock.nowNs = at(60);
    const first = entry("b", 20, reading(60));
    expect((await send([first]))[0]).toMatchObject({ outcome: EntryOutcome.TAKEN });
    const before = await round();
    expect((await send([first, first])).map(({ outcome }) => outcome)).toEqual([EntryOutcome.REPEATED, EntryOutcome.REPEATED]);
    expect(await round()).toEqual(before);
    expect((await send([entry("c", 30, reading(70))]))[0]).toMatchObject({ outcome: EntryOutcome.CONTRADICTS });
    expect((await send([entry("a", 10, reading(50))]))[0]).toMatchObject({ outcome: EntryOutcome.TAKEN });
    expect((await round()).items[0]?.records.map((each) => each.entry?.id)).toEqual(["a", "b", "c"]);
    const { readings } = await running.call.listReadings({ ...place(), point: "P1" });
    expect(readings.map((each) => each.entry?.id)).toEqual(["a"]);
    expect((await send([entry("a", 10, reading(51))]))[0]).toMatchObject({
      outcome: EntryOutcome.REFUSED,
      field: "id",
      reason: "id_taken",
    });
  });

  test("a failed item opens one order with reading and limit, and the next failure of the point enriches it", async () => {
    await prepare();
    clock.nowNs = at(9 * 60);
    await send([entry("a", 10, reading(92), { note: "smells hot" }), entry("w", 12, reading(80), { point: inspectionCode("P2") })]);
    const [opened] = await orders();
    expect(await orders()).toHaveLength(1);
    expect(opened).toMatchObject({ origin: "inspection", openedBy: "P1", component: "bearing", tier: "plan", state: "open" });
    expect(opened?.task?.title.en).toBe("Temperature: 92 °C, above the limit of 85 °C");
    expect(opened?.task?.title.zh).toContain("高于上限 85 °C");
    expect((await round()).items.map(({ workOrder }) => workOrder)).toEqual([opened?.id, ""]);
    await send([entry("a2", 8 * 60 + 5, reading(95), { round: "R1-20260302T1400" })]);
    const [enriched] = await orders();
    expect(await orders()).toHaveLength(1);
    expect(enriched?.history.map(({ kind }) => kind)).toEqual(["opened", "enriched"]);
    expect(enriched?.history[1]?.note).toContain("95 °C");
    expect(running.published.some(({ messageId }) => messageId.includes(opened!.id))).toBe(true);
  });

  test("a failure mode puts the finding on the order of that fault, wherever it was found", async () => {
    await prepare({ failureMode: "bearing_general" });
    clock.nowNs = at(60);
    await send([entry("a", 10, reading(92)), entry("b", 12, reading(93), { point: inspectionCode("P2") })]);
    const found = await orders();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ failureMode: "bearing_general", failureFamily: "bearing" });
    expect(found[0]?.history).toHaveLength(2);
  });

  test("warnings open nothing until there are as many in a row as the standard says, also where one comes late", async () => {
    await prepare({ warningsToFail: 3 }, ["P1"]);
    clock.nowNs = at(24 * 60);
    const warn = (id: string, minutes: number, time: string) => entry(id, minutes, reading(80), { round: `R1-20260302T${time}` });
    await send([warn("a", 10, "0600")]);
    await send([warn("c", 16 * 60 + 10, "2200")]);
    expect(await orders()).toEqual([]);
    await send([warn("b", 8 * 60 + 10, "1400")]);
    const [opened] = await orders();
    expect(opened?.task?.title.en).toBe("Temperature: 80 °C, above the limit of 75 °C, 3 warnings in a row");
    expect((await round("R1-20260302T2200")).items[0]?.workOrder).toBe(opened?.id);
    const { readings } = await running.call.listReadings({ ...place(), point: "P1" });
    expect(readings.map(({ grade }) => gradeOf(grade))).toEqual(["warn", "warn", "warn"]);
  });

  test("a photo may come after its record; it is known by its hash, and lies on the order", async () => {
    await prepare({ form: { kind: "photo" } }, ["P1"]);
    clock.nowNs = at(60);
    const sha256 = sha256Of(JPEG);
    const answer = { kind: "photo", grade: "fail", text: "oil leak" } as const;
    const [report] = await send([entry("a", 10, answer, { photos: [sha256] })]);
    expect(report).toMatchObject({ outcome: EntryOutcome.TAKEN, missingPhotos: [sha256] });
    const header = { organisation: "acme", sha256, contentType: "image/jpeg" };
    const parts = [{ part: { case: "header" as const, value: header } }, { part: { case: "chunk" as const, value: JPEG } }];
    expect(await running.call.putPhoto(parts)).toMatchObject({ sha256, bytes: BigInt(JPEG.length) });
    await running.call.putPhoto(parts);
    expect((await running.call.findMissingPhotos({ organisation: "acme", sha256: [sha256, "0".repeat(64)] })).sha256).toEqual([
      "0".repeat(64),
    ]);
    await running.inspection.upkeep.run();
    await running.inspection.upkeep.run();
    const [order] = await orders();
    expect(order?.work?.attachments).toMatchObject([{ sha256, contentType: "image/jpeg" }]);
    const pieces: Uint8Array[] = [];
    for await (const { part } of running.call.readPhoto({ organisation: "acme", sha256 }))
      if (part.case === "chunk") pieces.push(part.value);
    expect(sha256Of(Buffer.concat(pieces))).toBe(sha256);
  });

  test("late and missed items are listed, and figures are told in all, by route and by role", async () => {
    await prepare();
    clock.nowNs = at(18 * 60 + 30);
    await send([
      entry("a", 10, reading(60)),
      entry("b", 150, reading(60), { point: inspectionCode("P2") }),
      entry("s", 8 * 60 + 5, { kind: "skipped", text: "pump stands" }, { round: "R1-20260302T1400" }),
    ]);
    const lapses = (await running.call.listLapses({ ...place() })).rounds.map(({ round: each }) => [
      each!.id.slice(-4),
      each!.items.map(({ point, state }) => `${point} ${itemStateCodec.fromWire(state, "state")}`),
    ]);
    // The last round is overdue, but can still be done: it has no late item yet.
    expect(lapses).toEqual([
      ["1400", ["P2 missed"]],
      ["0600", ["P2 late"]],
    ]);
    const { groups } = await running.call.getInspectionCompliance({ ...place(), fromNs: at(0), toNs: at(24 * 60) });
    expect(groups).toMatchObject([
      { route: "", roundCount: 3, dueCount: 4, complianceRatio: 0.5, lateRatio: 0.25, missedRatio: 0.25, figures: { skippedCount: 1 } },
      { route: "R1", complianceRatio: 0.5 },
      { route: "", complianceRatio: 0.5 },
      { person: "li", dueCount: 3, complianceRatio: 2 / 3 },
    ]);
  });

  test.each<[string, Partial<InspectionEntry>, string, string]>([
    ["an unknown point", { point: inspectionCode("P9") }, "point", "unknown_point"],
    ["a point of another round", { round: "R1-20260302T1400", point: inspectionCode("P2"), phoneNs: at(8 * 60) }, "point", "not_on_round"],
    ["an unknown round", { round: "R1-19990101T0000" }, "round", "unknown_round"],
    ["a reading that cannot be", { answer: reading(900) }, "answer.value", "out_of_range"],
    ["another unit", { answer: reading(60, "°F") }, "answer.unit", "wrong_unit"],
    ["another form", { answer: { kind: "choice", choice: "good" } }, "answer.kind", "wrong_form"],
    ["a time to come", { phoneNs: at(66) }, "takenNs", "time_in_future"],
    ["a time before the round", { phoneNs: at(-61) }, "takenNs", "too_early"],
    ["a version that is not there", { standardVersion: 7 }, "standardVersion", "invalid_value"],
    ["an id that is none", { id: "a b" }, "id", "invalid_value"],
    ["a skipped item without a reason", { answer: { kind: "skipped", text: " " } }, "answer.text", "invalid_value"],
  ])("%s is refused by name, and the rest of the upload is taken", async (_, change, field, reason) => {
    await running.call.putStandard(putStandard(standard(site, "P1")));
    await running.call.putStandard(putStandard(standard(site, "P2", { period: { every: 1, unit: "days" } })));
    await running.call.putRoute(putRoute(route(site, "R1", ["P1", "P2"])));
    clock.nowNs = at(60);
    if (change.round === "R1-20260302T1400") clock.nowNs = at(8 * 60);
    const reports = await send([entry("bad", 10, reading(60), change), entry("good", 10, reading(60))]);
    expect(reports).toMatchObject([
      { outcome: EntryOutcome.REFUSED, field, reason, retryable: false },
      { id: "good", outcome: EntryOutcome.TAKEN },
    ]);
    expect(reports[0]?.limit).not.toBe("");
  });

  test("a choice that is not of the list is refused with the list", async () => {
    const choices = [
      { code: "clear", name: { en: "Clear", zh: "清" }, grade: "ok" },
      { code: "milky", name: { en: "Milky", zh: "乳化" }, grade: "fail" },
    ] as const;
    await prepare({ form: { kind: "choice", choices } }, ["P1"]);
    clock.nowNs = at(60);
    const [refused, failed] = await send([
      entry("a", 10, { kind: "choice", choice: "black" }),
      entry("b", 11, { kind: "choice", choice: "milky" }),
    ]);
    expect(refused).toMatchObject({ field: "answer.choice", value: '"black"', limit: "one of clear, milky" });
    expect(gradeOf(failed!.grade)).toBe("fail");
    expect((await orders())[0]?.task?.title.en).toBe("Temperature: Milky");
  });

  test.each<[string, Partial<InspectionStandard>, string]>([
    ["limits out of order", { form: { ...LIMITS, warnAbove: 90 } }, "form.failAbove"],
    ["a limit outside the range", { form: { ...LIMITS, failAbove: 900 } }, "form.max"],
    ["a reading without limits", { form: { kind: "numeric", unit: "mm", min: 0, max: 1 } }, "form"],
    ["a machine that is not there", { ref: { ...standard("x", "P1").ref, asset: "ghost" as never } }, "asset"],
    ["a script for a reference", { reference: "javascript:alert(1)" }, "reference"],
    ["a viewer to inspect", { duty: { role: "viewer" } }, "duty.role"],
  ])("a standard with %s is refused by name", async (_, change, field) => {
    const answer = running.call.putStandard(putStandard(standard(site, "P1", change)));
    await expect(answer).rejects.toMatchObject({ code: "invalid_argument", field });
  });

  test("a route with a point that is not there, and a change of what somebody else has changed, are refused", async () => {
    await running.call.putStandard(putStandard(standard(site, "P1")));
    await expect(running.call.putRoute(putRoute(route(site, "R1", ["P1", "P5"])))).rejects.toMatchObject({ field: "points[1]" });
    await running.call.putStandard(putStandard(standard(site, "P1", { tier: "act_now" }), 1));
    const late = running.call.putStandard(putStandard(standard(site, "P1", { component: "seal" }), 1));
    await expect(late).rejects.toMatchObject({ code: "conflict", field: "expectedVersion" });
    const history = await running.call.getStandardHistory({ ...place(), code: "P1" });
    expect(history.standards.map(({ revision }) => revision?.version)).toEqual([2n, 1n]);
  });

  test("killed between record and order, the order is opened by the upkeep, once", async () => {
    await prepare({}, ["P1"]);
    clock.nowNs = at(60);
    running.kill.before = "raise";
    expect((await send([entry("a", 10, reading(92))]))[0]).toMatchObject({ outcome: EntryOutcome.TAKEN });
    expect(await orders()).toEqual([]);
    running.kill.after = "raise";
    await running.inspection.upkeep.run();
    await running.inspection.upkeep.run();
    await running.inspection.upkeep.run();
    const found = await orders();
    expect(found).toHaveLength(1);
    expect(found[0]?.eventCount).toBe(1);
    expect((await round()).items[0]?.workOrder).toBe(found[0]?.id);
  });
});
