import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type LiveEvent, LiveFeed, type Source } from "./live-feed.js";

class FakeSource extends EventTarget {
  readyState = 1;
  close(): void {
    this.readyState = 2;
  }
  tell(kind: string, data: object = {}): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
}

const opened: FakeSource[] = [];
const told: (LiveEvent | "missed")[] = [];
let feed: LiveFeed;
let stop: () => void;
const last = () => opened.at(-1) as FakeSource;

beforeEach(() => {
  jest.useFakeTimers();
  opened.length = told.length = 0;
  feed = new LiveFeed(() => {
    opened.push(new FakeSource());
    return last() as unknown as Source;
  });
  stop = feed.start({ onEvent: (event) => told.push(event), onMissed: () => told.push("missed") });
});
afterEach(() => {
  stop();
  jest.useRealTimers();
});

test("events are told with their kind, and the first connection has missed nothing", () => {
  expect(feed.state).toBe("waiting");
  last().tell("ready");
  last().tell("alarm", { site: "s", asset: "a", id: "x" });
  expect([feed.state, told]).toEqual(["live", [{ kind: "alarm", site: "s", asset: "a", id: "x" }]]);
});

test("a cut stream is lost until the browser has it again, without anything being missed", () => {
  last().tell("ready");
  last().tell("error");
  expect(feed.state).toBe("lost");
  last().tell("ready");
  jest.advanceTimersByTime(60_000);
  expect([feed.state, told, opened.length]).toEqual(["live", [], 1]);
});

test("a refused stream is opened anew, and what was missed meanwhile is read anew", () => {
  last().readyState = 2;
  last().tell("error");
  jest.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(2);
  last().tell("ready");
  expect([feed.state, told]).toEqual(["live", ["missed"]]);
});

test("where the gateway no longer has what was missed, everything is read anew", () => {
  last().tell("reset");
  expect(told).toEqual(["missed"]);
});
