import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { FIRST } from "../open-orders.js";
import { ExchangeOffice, KEY, PLACE, S_NS, START_NS } from "./exchange-office.js";

let office: ExchangeOffice;
beforeEach(async () => {
  office = await ExchangeOffice.open();
});
afterEach(() => office.close());

describe("an order", () => {
  test("is handed over in their words, at their location, and they are known by their number", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    await office.send();
    expect(office.peer.posts).toEqual([
      {
        ...{ key: `${id}:1`, token: "Bearer t" },
        body: {
          ...{ ref: id, rev: 1, place: { code: "P-100" }, priority: "2", status: "open", due: "2023-11-14T22:23:20Z" },
          title: "bearing outer race: pump, bearing",
        },
      },
    ]);
    expect(await office.transfers()).toMatchObject([{ order: id, number: "WO-1", state: "sent", told: 1 }]);
  });

  test("is one order there, however often it is announced, sent, and the service killed between", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    await office.announce(id);
    // Killed between their answer and our note of it: the lease ends, another process sends again.
    await office.exchange.transfers.take(KEY, office.nowNs, 20);
    await office.send();
    expect(office.peer.posts).toHaveLength(0);
    office.nowNs += 61n * S_NS;
    await office.reopen();
    await office.send();
    await office.announce(id);
    await office.send();
    expect([office.peer.orders.size, office.peer.posts.length]).toEqual([1, 1]);
  });

  test("that has gone on is told again as it is now, all steps at once", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    await office.send();
    for (const kind of ["acknowledge", "start"] as const)
      await office.open.desk.change({ organisation: "acme", id, actor: "li", role: "technician", expectedVersion: 0, command: { kind } });
    await office.announce(id);
    await office.send();
    expect(office.peer.posts.map(({ key }) => key)).toEqual([`${id}:1`, `${id}:3`]);
    expect(office.peer.orders.get(id)?.body).toMatchObject({ rev: 3, status: "in_progress" });
  });

  test.each([503, 429])("is handed over after an hour of %s", async (status) => {
    await office.locate();
    const { id } = await office.advise();
    office.peer.status = status;
    await office.announce(id);
    for (let minute = 0; minute < 60; minute += 1) {
      await office.send();
      office.nowNs += 60n * S_NS;
    }
    expect(office.peer.orders.size).toBe(0);
    office.peer.status = 201;
    office.nowNs += 600n * S_NS;
    await office.send();
    expect([office.peer.orders.size, (await office.transfers())[0]?.state]).toEqual([1, "sent"]);
  });

  test("whose answer was lost is sent again, and is one order there", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    office.peer.lostAnswers = 1;
    await office.send();
    expect([office.peer.orders.size, (await office.transfers())[0]?.state]).toEqual([1, "pending"]);
    office.nowNs += 60n * S_NS;
    await office.send();
    expect(office.peer.posts.map(({ key }) => key)).toEqual([`${id}:1`, `${id}:1`]);
    expect([office.peer.orders.size, (await office.transfers())[0]]).toMatchObject([1, { state: "sent", number: "WO-1" }]);
  });

  test.each([
    ["1800", 1_800n],
    [new Date(Number(START_NS / 1_000_000n) + 1_800_000).toUTCString(), 1_800n],
    ["86400", 3_600n],
  ])("is left alone for as long as they ask, at most an hour: Retry-After %s", async (retryAfter, pauseS) => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    Object.assign(office.peer, { status: 429, retryAfter });
    await office.send();
    office.nowNs += (pauseS - 2n) * S_NS;
    await office.send();
    expect(office.peer.posts).toHaveLength(1);
    office.nowNs += 2n * S_NS;
    await office.send();
    expect(office.peer.posts).toHaveLength(2);
  });

  test("that they do not answer is let go of when the service stops, and sent again after its next start", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    office.peer.answers = false;
    const rounds = office.exchange.rounds();
    void rounds.start();
    await office.peer.asked;
    await rounds.stop();
    office.peer.answers = true;
    office.nowNs += 61n * S_NS;
    await office.reopen();
    await office.send();
    expect([office.peer.orders.size, (await office.transfers())[0]?.state]).toEqual([1, "sent"]);
  });

  test("is not kept waiting by what another system does not take", async () => {
    await office.connect("http://127.0.0.1:9", { id: "away" });
    for (let i = 0; i < 40; i += 1)
      await office.exchange.transfers.want({ ...KEY, id: "away" }, { id: `WO-${i}`, ref: FIRST.ref, eventCount: 1 }, 1n);
    await office.locate();
    await office.announce((await office.advise()).id);
    await office.send();
    expect(office.peer.orders.size).toBe(1);
  });

  test("that stood before the system was connected, or whose announcement was dropped, is told within the hour", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.exchange.catchUp.catchUpDue();
    await office.send();
    expect(office.peer.orders.get(id)?.body).toMatchObject({ rev: 1 });
    await office.open.desk.change({
      organisation: "acme",
      id,
      actor: "li",
      role: "technician",
      expectedVersion: 0,
      command: { kind: "start" },
    });
    office.nowNs += 3_599n * S_NS;
    await office.exchange.catchUp.catchUpDue();
    await office.send();
    expect(office.peer.orders.get(id)?.body).toMatchObject({ rev: 1 });
    office.nowNs += S_NS;
    await office.exchange.catchUp.catchUpDue();
    await office.send();
    expect(office.peer.orders.get(id)?.body).toMatchObject({ rev: 2, status: "in_progress" });
  });

  test("that they refuse is a dead letter, and is sent again when somebody says so", async () => {
    await office.locate();
    const { id } = await office.advise();
    office.peer.status = 422;
    await office.announce(id);
    await office.send();
    expect((await office.client.call.listTransfers({ ...PLACE, state: 3 })).transfers).toMatchObject([
      { order: id, lastError: "answered 422" },
    ]);
    office.peer.status = 201;
    await office.client.call.retryTransfer({ ...PLACE, order: id });
    await office.send();
    expect(office.peer.orders.size).toBe(1);
    await expect(office.client.call.retryTransfer({ ...PLACE, order: id })).rejects.toMatchObject({ code: "failed_precondition" });
  });

  test("that ended while its announcement was dropped is told its end within the hour, and not looked for any more", async () => {
    await office.locate();
    const { id } = await office.advise();
    await office.announce(id);
    await office.send();
    await office.open.desk.change({
      ...{ organisation: "acme", id, actor: "li", role: "technician", expectedVersion: 0 },
      command: { kind: "cancel", reason: "scrapped" },
    });
    const looked = async () => {
      office.nowNs += 3_600n * S_NS;
      await office.exchange.catchUp.catchUpDue();
      await office.send();
      const standing: string[] = [];
      for await (const { order } of office.exchange.transfers.standing(KEY)) standing.push(order);
      return standing;
    };
    expect(await looked()).toEqual([]);
    expect(office.peer.orders.get(id)?.body).toMatchObject({ rev: 2, status: "cancelled" });
    await looked();
    expect(office.peer.posts).toHaveLength(2);
  });

  test("and all others that a system refused are sent again in one call", async () => {
    await office.locate();
    const { id } = await office.advise();
    office.peer.status = 422;
    await office.announce(id);
    await office.send();
    expect(await office.client.call.retryTransfers(PLACE)).toMatchObject({ retried: 1, left: 0 });
    office.peer.status = 201;
    await office.send();
    expect(office.peer.orders.size).toBe(1);
    expect(await office.client.call.retryTransfers(PLACE)).toMatchObject({ retried: 0, left: 0 });
  });

  test("of a machine without a location there waits until it has one", async () => {
    const { id } = await office.advise();
    await office.announce(id);
    await office.send();
    expect(await office.transfers()).toMatchObject([{ state: "pending", lastError: "asset pump has no location in eam" }]);
    await office.locate();
    office.nowNs += 60n * S_NS;
    await office.send();
    expect(office.peer.orders.size).toBe(1);
  });

  test("of a lower tier than they want is not told", async () => {
    await office.connect("http://127.0.0.1:9", { leastTier: "act_now" });
    const { id } = await office.advise();
    await office.announce(id);
    expect(await office.transfers()).toEqual([]);
  });
});
