import { expect, test } from "@jest/globals";
import { topicMatches } from "./topic-matches.js";

// The examples of MQTT 5, section 4.7.1.
test.each([
  ["sport/tennis/player1/#", "sport/tennis/player1", true],
  ["sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true],
  ["sport/tennis/+", "sport/tennis/player1", true],
  ["sport/tennis/+", "sport/tennis/player1/ranking", false],
  ["sport/+", "sport", false],
  ["sport/+", "sport/", true],
])("%s against %s: %s", (filter, topic, matches) => {
  expect(topicMatches(filter, topic)).toBe(matches);
});
