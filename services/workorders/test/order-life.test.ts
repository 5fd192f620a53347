import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { REOPEN_WINDOW_S } from "@phm/advisory";
import {
  failureModeCodec,
  faultKnowledgeFromWire,
  orderCommandKindCodec,
  orderCommandToWire,
  orderRoleCodec,
  type RequestedCommand,
  suppressionFromWire,
  verdictFromWire,
  verdictStatementToWire,
  workOrderFromWire,
} from "@phm/contracts";
import { addSeconds, MAX_ATTACHMENT_BYTES, type OrderRole, type WorkOrder } from "@phm/domain";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { orderUpkeep } from "../src/orders/order-upkeep.js";
import { FIRST, later, type OpenOrders, openOrders, type Place } from "./open-orders.js";

const mongoUrl = await mongoTestUrl();
const database = `phm_test_orders_${process.pid}_${randomBytes(4).toString("hex")}`;
const { ref } = FIRST;
const at = (seconds: number) => addSeconds(FIRST.timeNs, seconds);

describeOrderLife("SQLite", {});
if (mongoUrl === undefined) {
  describe.skip("the life of a work order on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  let count = 0;
  describeOrderLife("MongoDB", { mongoUrl }, () => {
    count += 1;
    return `${database}_${count}`;
  });
  afterAll(async () => {
    const client = new MongoClient(mongoUrl);
    for (let i = 1; i <= count; i += 1) await client.db(`${database}_${i}`).dropDatabase();
    await client.close();
  });
}

function describeOrderLife(engine: string, given: Omit<Place, "folder">, nextDatabase?: () => string): void {
  describe(`the life of a work order on ${engine}`, () => {
    let place: Place;
    let open: OpenOrders;
    let stops: (() => Promise<void>)[];
    let id: string;

    beforeEach(async () => {
      const folder = mkdtempSync(join(tmpdir(), "phm-life-"));
      place = { folder, ...given, ...(nextDatabase ? { database: nextDatabase() } : {}) };
      open = await openOrders(place);
      stops = [open.stop];
      id = (await open.advise(FIRST))?.id ?? "";
    });
    afterEach(async () => {
      for (const stop of stops) await stop();
      rmSync(place.folder, { recursive: true, force: true });
    });

    interface As {
      readonly actor?: string;
      readonly role?: OrderRole;
      readonly expectedVersion?: bigint;
      readonly commandId?: string;
      readonly order?: string;
    }
    const change = async (command: RequestedCommand, { role = "planner", order = id, ...as }: As = {}) => {
      const request = { organisation: "acme", id: order, actor: "li", role: orderRoleCodec.toWire(role), ...as };
      const answer = await open.call.changeWorkOrder({ ...request, command: orderCommandToWire(command) });
      return { ...answer, order: workOrderFromWire(answer.workOrder!) };
    };
    const read = async (order = id) => {
      const answer = await open.call.getWorkOrder({ organisation: "acme", id: order });
      return { ...answer, order: workOrderFromWire(answer.workOrder!) };
    };
    const events = async () => {
      const found: WorkOrder["history"][number][] = [];
      let cursor = "";
      do {
        const page = await open.call.listWorkOrderEvents({ organisation: "acme", id, limit: 7, cursor });
        found.push(...(page.events as never[]));
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    };
    const announced = () => open.broker.published.map(({ messageId }) => messageId);
    const tickAll = async () => {
      for (const { number } of (await read()).order.work?.checklist ?? []) await change({ kind: "tick", number });
    };

    test("goes from the acknowledgement to a verified and closed order, and tells each transition once", async () => {
      await change({ kind: "acknowledge" }, { role: "technician" });
      await change({ kind: "assign", assignee: "wang" });
      await change({ kind: "plan", startNs: at(3_600), endNs: at(7_200) });
      await change({ kind: "start" }, { role: "technician" });
      await change({ kind: "hold", reason: "no crane" });
      await change({ kind: "resume", note: "" });
      await tickAll();
      await change({ kind: "book_time", booking: { person: "wang", startNs: at(0), minutes: 90, ratePerHour: 60 } });
      await change({ kind: "book_part", booking: { part: "6205-2RS", quantity: 2, costPerUnit: 11.5, note: "from the shelf" } });
      await change({ kind: "finish", note: "new bearing" });
      const verified = await change({ kind: "verify", name: "Wang Fang", method: "typed" }, { actor: "wang" });
      expect(verified.order.state).toBe("verified");
      const statement = { result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" } as const;
      const closing = {
        organisation: "acme",
        id,
        actor: "li",
        statement: verdictStatementToWire({ ...statement, workDone: "new", repaired: true }),
      };
      const closed = await open.call.closeWorkOrder(closing);
      expect(verdictFromWire(closed.verdict!)).toMatchObject({ workOrder: id, result: "confirmed", repaired: true });
      const { order, version } = await read();
      expect(order).toMatchObject({
        state: "closed",
        work: {
          ...{ assignee: "wang", plannedStartNs: at(3_600), signature: { person: "wang", method: "typed" } },
          timeBookings: [{ person: "wang", minutes: 90, ratePerHour: 60 }],
          partBookings: [{ part: "6205-2RS", quantity: 2, costPerUnit: 11.5, note: "from the shelf" }],
        },
      });
      expect(version).toBe(BigInt(order.eventCount));
      const transitions = order.history.filter(({ state, kind }) => state !== undefined && kind !== "opened");
      const prefix = `acme:north:pump:${id}`;
      const ids = transitions.map(({ sequence }) => `${prefix}:workorder:${sequence}`);
      expect(announced().filter((each) => each !== `${prefix}:verdict`)).toEqual(ids);
      expect(new Set(announced()).size).toBe(announced().length);
      expect(await open.stored.count({ unannounced: true })).toBe(0);
    });

    test("shows what is legal now and who may, and refuses the rest by code", async () => {
      const { legal } = await read();
      const commands = legal.map(({ command }) => orderCommandKindCodec.fromWire(command, "command"));
      expect(commands).toEqual([
        ...["acknowledge", "assign", "plan", "start", "close", "cancel", "reject"],
        ...["comment", "tick", "book_time", "book_part", "attach"],
      ]);
      await expect(change({ kind: "finish", note: "" })).rejects.toMatchObject({
        code: "failed_precondition",
        retryable: false,
        message: expect.stringContaining(`legal now: ${commands.join(", ")}`),
      });
      await expect(change({ kind: "start" }, { role: "viewer" })).rejects.toMatchObject({ code: "permission_denied" });
      await expect(open.call.changeWorkOrder({ organisation: "acme", id, actor: "li" })).rejects.toMatchObject({ field: "command" });
      const roleless = { organisation: "acme", id, actor: "li", command: orderCommandToWire({ kind: "start" }) };
      await expect(open.call.changeWorkOrder(roleless)).rejects.toMatchObject({ field: "role" });
      expect(announced()).toEqual([]);
    });

    test("of two technicians on one version one wins, and the message names both", async () => {
      const { version } = await read();
      const racers = ["li", "wang"].map((actor) => change({ kind: "start" }, { actor, role: "technician", expectedVersion: version }));
      const outcomes = await Promise.allSettled(racers);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const [winner, loser] = outcomes[0]?.status === "fulfilled" ? ["li", "wang"] : ["wang", "li"];
      const refusal = outcomes.find(({ status }) => status === "rejected") as PromiseRejectedResult;
      expect(refusal.reason).toMatchObject({
        code: "conflict",
        retryable: false,
        message: expect.stringMatching(new RegExp(`version 2 \\(started by ${winner}, .*Z\\), not version 1 as ${loser} saw it`)),
      });
    });

    test("what the machine's condition notes beside it is in nobody's way; an event is", async () => {
      await open.assess(0, { state: "alert", levelRatio: 2 });
      const { version } = await read();
      await open.assess(10, { state: "alarm", levelRatio: 4 });
      expect((await change({ kind: "acknowledge" }, { expectedVersion: version })).order.course?.worst.levelRatio).toBe(4);
      await change({ kind: "comment", note: "noisy" });
      await expect(change({ kind: "start" }, { expectedVersion: version + 1n })).rejects.toMatchObject({ code: "conflict" });
    });

    test("a command that is repeated under its id is one; its history is whole and in order also when it is long", async () => {
      for (let i = 0; i < 45; i += 1) await change({ kind: "comment", note: `line ${i}` }, { commandId: `c-${i}` });
      await change({ kind: "comment", note: "line 44" }, { commandId: "c-44" });
      const { order } = await read();
      expect(order.eventCount).toBe(46);
      expect(order.history.length).toBeLessThan(46);
      const all = await events();
      expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 46 }, (_, i) => i + 1));
      expect(all.map(({ note }) => note).slice(1)).toEqual(Array.from({ length: 45 }, (_, i) => `line ${i}`));
      await expect(open.call.listWorkOrderEvents({ organisation: "acme", id, cursor: "x" })).rejects.toMatchObject({ field: "cursor" });
    });

    test("is proved by the condition after the work", async () => {
      await open.assess(0, { state: "alarm", levelRatio: 4, zone: "C" });
      await change({ kind: "start" });
      await change({ kind: "finish", note: "" });
      await open.assess(5_000, { state: "normal", levelRatio: 1.1, zone: "A", sinceNs: at(100) });
      const { order } = await read();
      expect(order.course).toMatchObject({ worst: { zone: "C" }, after: { zone: "A", levelRatio: 1.1 }, result: "better" });
      expect(order.history.at(-1)).toMatchObject({ kind: "proved" });
    });

    test("that is closed before its proof comes is told once more then, and its end is not", async () => {
      await open.assess(0, { state: "alarm", levelRatio: 4, zone: "C" });
      await change({ kind: "start" });
      await change({ kind: "finish", note: "" });
      const statement = { result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" } as const;
      const closing = { organisation: "acme", id, actor: "li" };
      await open.call.closeWorkOrder({
        ...closing,
        statement: verdictStatementToWire({ ...statement, workDone: "new", repaired: true }),
      });
      const before = announced();
      await open.assess(5_000, { state: "normal", levelRatio: 1.1, zone: "A", sinceNs: at(100) });
      expect((await read()).order).toMatchObject({ state: "closed", course: { result: "better" } });
      await open.outbox.announcePending(10);
      await open.outbox.announcePending(10);
      const { eventCount } = (await read()).order;
      expect(announced()).toEqual([...before, `acme:north:pump:${id}:workorder:${eventCount}`]);
    });

    test("comes with what the knowledge base says of its fault: actions, checks, tools, parts and hours", async () => {
      const { knowledge } = await open.call.getWorkOrder({ organisation: "acme", id });
      const { actions, checks, tools, parts, estimatedHours } = faultKnowledgeFromWire(knowledge!);
      for (const list of [actions, checks, tools, parts]) expect(list.length).toBeGreaterThan(0);
      expect(estimatedHours).toBeGreaterThan(0);
    });

    test("suggests closing when its machine is normal again, and is still open", async () => {
      await open.assess(5_000, { sinceNs: at(10) });
      const { order } = await read();
      expect(order).toMatchObject({ state: "open", suggestsClosing: { en: expect.stringContaining("normal since") } });
    });

    test("a false alarm is rejected with the verdict that nothing was found, and the same again is one", async () => {
      const rejected = await change({ kind: "reject", reason: "a loose cable" });
      expect(verdictFromWire(rejected.verdict!)).toMatchObject({ result: "not_found", workDone: "a loose cable", repaired: false });
      expect(await change({ kind: "reject", reason: "a loose cable" })).toEqual(rejected);
      await expect(change({ kind: "reject", reason: "another" })).rejects.toMatchObject({ code: "failed_precondition" });
      expect(announced()).toEqual([`acme:north:pump:${id}:verdict`, `acme:north:pump:${id}:workorder:2`]);
      expect(await open.judged()).toMatchObject({ repaired: false });
    });

    test("is reopened within its window by a new order that names it; the old one stays as it was", async () => {
      await change({ kind: "reject", reason: "a loose cable" });
      const ended = (await read()).workOrder;
      const { order: reopened } = await change({ kind: "reopen", reason: "noisy again" });
      expect(reopened).toMatchObject({ state: "open", previousOrder: id });
      expect(announced().at(-1)).toBe(`acme:north:pump:${reopened.id}:workorder:1`);
      expect((await read()).workOrder).toEqual(ended);
      expect((await change({ kind: "reopen", reason: "noisy again" })).order.id).toBe(reopened.id);
      await expect(change({ kind: "reopen", reason: "other" })).rejects.toMatchObject({ code: "failed_precondition", limit: reopened.id });
      expect(await open.advise(later(60))).toMatchObject({ id: reopened.id, advisoryCount: 2 });
      const { workOrders } = await open.call.listWorkOrders({ organisation: "acme", onlyStanding: true });
      expect(workOrders.map((each) => each.id)).toEqual([reopened.id]);
    });

    test("is not reopened after its window, nor past an order that has followed it", async () => {
      await change({ kind: "reject", reason: "a loose cable" });
      const following = await open.advise(later(60));
      await expect(change({ kind: "reopen", reason: "noisy" })).rejects.toMatchObject({
        code: "failed_precondition",
        limit: following!.id,
      });
      await change({ kind: "reject", reason: "the cable again" }, { order: following!.id });
      await open.advise(later(61 + REOPEN_WINDOW_S, { tier: "watch" }));
      await expect(change({ kind: "reopen", reason: "noisy" }, { order: following!.id })).rejects.toMatchObject({
        message: expect.stringContaining("30 days after its end"),
      });
    });

    describe("an attached file", () => {
      const header = (more: object = {}) => {
        const as = { organisation: "acme", id, actor: "li", role: orderRoleCodec.toWire("technician") };
        return { part: { case: "header" as const, value: { ...as, name: "race.jpg", contentType: "image/jpeg", ...more } } };
      };
      const chunk = (value: Uint8Array) => ({ part: { case: "chunk" as const, value } });
      const content = randomBytes(700_000);
      const attach = (more: object = {}, chunks: Uint8Array[] = [content.subarray(0, 300_000), content.subarray(300_000)]) =>
        open.call.attachFile([header(more), ...chunks.map(chunk)]);

      test("comes back as it was, with its hash; the same again is one file", async () => {
        const sha256 = createHash("sha256").update(content).digest("hex");
        const { file } = await attach({ sha256 });
        expect(file).toMatchObject({ number: 1, name: "race.jpg", bytes: BigInt(content.length), sha256, person: "li" });
        await attach({ name: "again.jpg" });
        expect((await read()).order.work?.attachments).toHaveLength(1);
        const pieces: Uint8Array[] = [];
        for await (const { part } of open.call.readAttachment({ organisation: "acme", id, number: 1 })) {
          if (part.case === "file") expect(part.value.sha256).toBe(sha256);
          if (part.case === "chunk") pieces.push(part.value);
        }
        expect(pieces.length).toBeGreaterThan(1);
        expect(Buffer.concat(pieces).equals(content)).toBe(true);
      });

      test("that is too large, empty, of a wrong type or not what was said is refused by name, and leaves nothing behind", async () => {
        const piece = new Uint8Array(1024 * 1024);
        const tooMany = Array.from({ length: MAX_ATTACHMENT_BYTES / piece.length + 1 }, () => piece);
        await expect(attach({}, tooMany)).rejects.toMatchObject({ field: "content", limit: `at most ${MAX_ATTACHMENT_BYTES} bytes` });
        await expect(attach({}, [])).rejects.toMatchObject({ field: "content" });
        await expect(attach({ contentType: "text/html" })).rejects.toMatchObject({ field: "contentType" });
        await expect(attach({ name: "../x" })).rejects.toMatchObject({ field: "name" });
        await expect(attach({ sha256: "0".repeat(64) })).rejects.toMatchObject({ field: "sha256" });
        await expect(attach({ role: orderRoleCodec.toWire("viewer") })).rejects.toMatchObject({ code: "permission_denied" });
        await expect(open.call.attachFile([chunk(content)])).rejects.toMatchObject({ field: "header" });
        expect((await read()).order.work?.attachments).toEqual([]);
        const missing = async () => {
          for await (const _ of open.call.readAttachment({ organisation: "acme", id, number: 1 }));
        };
        await expect(missing()).rejects.toMatchObject({ code: "not_found", field: "number" });
      });
    });

    describe("a person's name", () => {
      test("is kept apart from the order, shown with it, and can be erased", async () => {
        await change({ kind: "start" });
        await change({ kind: "finish", note: "" });
        await expect(change({ kind: "verify", name: "Li Wei", method: "typed" })).rejects.toMatchObject({ code: "failed_precondition" });
        expect((await read()).people).toEqual([]);
        await tickAll();
        await change({ kind: "verify", name: "Li Wei", method: "typed" });
        expect((await read()).people).toMatchObject([{ organisation: "acme", id: "li", name: "Li Wei" }]);
        const { items } = await open.stored.query({ limit: 10 });
        expect(JSON.stringify(items)).not.toContain("Li Wei");
        expect(await open.people.erasePerson({ organisation: "acme", id: "li" })).toMatchObject({ erased: true });
        expect(await open.people.erasePerson({ organisation: "acme", id: "li" })).toMatchObject({ erased: false });
        expect((await read()).people).toEqual([]);
        expect((await read()).order.work?.signature).toMatchObject({ person: "li", method: "typed" });
      });

      test("can be put and changed, and is refused by name where it is empty", async () => {
        const put = (name: string) => open.people.putPerson({ person: { organisation: "acme", id: "li", name } });
        await put("Li");
        await put("Li Wei");
        await expect(put(" ")).rejects.toMatchObject({ field: "name" });
        expect((await open.people.listPeople({ organisation: "acme" })).people).toMatchObject([{ id: "li", name: "Li Wei" }]);
        expect((await open.people.listPeople({ organisation: "other" })).people).toEqual([]);
      });
    });

    describe("a suppression", () => {
      const wanted = { failureMode: failureModeCodec.toWire("bearing_outer_race"), point: "h", reason: "a loose cable", actor: "li" };
      const add = (more: object = {}) => open.suppressions.addSuppression({ ref, ...wanted, untilNs: at(3_600), ...more });

      test("stands once for a fault, the same again is the same, and another is told of the first", async () => {
        const { suppression } = await add();
        expect((await add()).suppression).toEqual(suppression);
        await expect(add({ actor: "wang" })).rejects.toMatchObject({ code: "conflict", limit: suppression!.id });
        expect((await add({ point: "" })).suppression?.id).not.toBe(suppression!.id);
        for (const [more, field] of [
          [{ untilNs: FIRST.timeNs }, "until"],
          [{ untilNs: at(400 * 86_400) }, "until"],
          [{ reason: "" }, "reason"],
          [{ actor: "" }, "actor"],
          [{ failureMode: 0 }, "failureMode"],
        ] as const)
          await expect(add(more)).rejects.toMatchObject({ field });
      });

      test("is listed while it stands, lifted with a reason, and free to be set again", async () => {
        const { suppression } = await add();
        const lift = { organisation: "acme", id: suppression!.id, actor: "wang", reason: "it was real" };
        const standing = async (seconds: number) => {
          const asked = { organisation: "acme", site: "north", asset: "pump", standingAtNs: at(seconds) };
          return (await open.suppressions.listSuppressions(asked)).suppressions.map((each) => each.id);
        };
        expect(await standing(10)).toEqual([suppression!.id]);
        expect(await standing(3_600)).toEqual([]);
        const lifted = suppressionFromWire((await open.suppressions.liftSuppression(lift)).suppression);
        expect(lifted.lifted).toMatchObject({ actor: "wang", reason: "it was real" });
        expect(await standing(10)).toEqual([]);
        expect((await open.suppressions.listSuppressions({ organisation: "acme" })).suppressions).toHaveLength(1);
        await expect(open.suppressions.liftSuppression({ ...lift, id: "SUP-none" })).rejects.toMatchObject({ code: "not_found" });
      });

      test("that has run out gives way to a new one", async () => {
        const { suppression } = await add();
        await open.advise(later(4_000));
        const next = await add({ untilNs: at(9_000), actor: "wang" });
        expect(next.suppression).toMatchObject({ actor: "wang", sinceNs: at(4_000) });
        expect(suppression?.untilNs).toBe(at(3_600));
      });
    });

    test("killed between write and publish, each transition is told at the next start under its own id, and no change since is lost", async () => {
      open.broker.isDown = true;
      await change({ kind: "start" });
      await change({ kind: "hold", reason: "no crane" });
      expect(await open.stored.count({ unannounced: true })).toBe(1);
      expect(await open.advise(later(60))).toMatchObject({ state: "on_hold", advisoryCount: 2 });
      const next = await openOrders(place);
      stops.push(next.stop);
      const upkeep = orderUpkeep(next.outbox, next.logger);
      await upkeep.start();
      await upkeep.stop();
      const prefix = `acme:north:pump:${id}:workorder`;
      expect(next.broker.published.map(({ messageId }) => messageId)).toEqual([`${prefix}:2`, `${prefix}:3`]);
      expect(await next.stored.count({ unannounced: true })).toBe(0);
      const { workOrder } = await next.call.getWorkOrder({ organisation: "acme", id });
      expect(workOrderFromWire(workOrder!)).toMatchObject({ state: "on_hold", advisoryCount: 2, eventCount: 4 });
    });
  });
}
