import { expect, test } from "@jest/globals";
import { AliasBook } from "./alias-book.js";
import { parseSparkplugTopic } from "./sparkplug-topic.js";

test("numbers go on from 255 to 0; a gap, and data before any birth, do not follow", () => {
  const book = new AliasBook();
  expect(book.follows(3)).toBe(false);
  book.reset();
  book.begin(255);
  expect([0, 1, 3, 4].map((sequence) => book.follows(sequence))).toEqual([true, true, false, true]);
});

test("an alias has the name of the last birth, and none after the node is born anew", () => {
  const book = new AliasBook();
  book.learn([{ name: "oil", alias: 7, type: "Double", value: 1 }]);
  expect(book.nameOf({ alias: 7, type: "Double", value: 2 })).toBe("oil");
  book.reset();
  expect(book.nameOf({ alias: 7, type: "Double", value: 2 })).toBeUndefined();
});

test("commands and states of hosts are no topics of data", () => {
  expect(parseSparkplugTopic("spBv1.0/plant/DDATA/node/pump")).toEqual({ kind: "DDATA", node: "node", device: "pump" });
  for (const topic of ["spBv1.0/plant/NCMD/node", "spBv1.0/STATE/phm", "plant/DDATA/x/y", ""])
    expect(parseSparkplugTopic(topic)).toBeUndefined();
});
