import { describe, expect, test } from "@jest/globals";
import { metricsOfPage, telemetryPage, telemetryProblems } from "./lib/monitoring/telemetry-page.mjs";

const INGEST = { name: "phm_ingest_accepted_total", type: "counter", labels: ["time_base", "result"], help: "Accepted" };
const FEATURES = { name: "phm_features_compute_duration_seconds", type: "histogram", labels: [], help: "Computing | decoding" };

describe("the page of metrics", () => {
  const documented = metricsOfPage(telemetryPage([FEATURES, INGEST]));

  test("says of each what its service says", () => {
    expect(documented).toEqual([INGEST, { ...FEATURES, help: "Computing \\| decoding" }]);
    expect(telemetryProblems([FEATURES, INGEST], documented)).toEqual([]);
  });

  test("is at fault where a metric, a label or a word is missing or too many, and for a label without bounds", () => {
    expect(telemetryProblems([FEATURES], documented)).toEqual(["docs/telemetry.md has phm_ingest_accepted_total, which no service has"]);
    expect(telemetryProblems([FEATURES, { ...INGEST, help: "Taken" }], documented)).toHaveLength(1);
    expect(telemetryProblems([FEATURES, { ...INGEST, labels: ["site"] }], documented)).toHaveLength(1);
    expect(telemetryProblems([FEATURES, INGEST, { ...INGEST, name: "phm_new_total" }], documented)).toHaveLength(1);
    expect(telemetryProblems([FEATURES, { ...INGEST, labels: ["asset"] }], documented)).toHaveLength(2);
  });
});
