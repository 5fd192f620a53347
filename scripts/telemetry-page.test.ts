import { describe, expect, test } from "@jest/globals";
import { metricsOfPage, ownMetrics, telemetryPage, telemetryProblems } from "./lib/monitoring/telemetry-page.mjs";

const METADATA = {
  up: [{ type: "gauge", help: "" }],
  phm_features_compute_duration_seconds: [{ type: "histogram", help: "Computing | decoding" }],
  phm_ingest_accepted_total: [{ type: "counter", help: "Accepted" }],
};
const SERIES = [
  { __name__: "up", job: "phm" },
  { __name__: "phm_features_compute_duration_seconds_bucket", job: "phm", le: "1", kind: "x" },
];

describe("the page of metrics", () => {
  const metrics = ownMetrics(METADATA, SERIES);
  const page = telemetryPage(metrics, [{ name: "phm_ingest_accepted_total", labels: ["time_base"] }]);

  test("says of each what Prometheus says, and keeps labels that were not seen this time", () => {
    expect(metricsOfPage(page)).toEqual([
      { name: "phm_ingest_accepted_total", type: "counter", labels: ["time_base"], help: "Accepted" },
      { name: "phm_features_compute_duration_seconds", type: "histogram", labels: ["kind"], help: "Computing \\| decoding" },
    ]);
    expect(telemetryProblems(metrics, metricsOfPage(page))).toEqual([]);
  });

  test("is at fault where a metric, a label or a word is missing or too many, and for a label without bounds", () => {
    const [features, ingest] = metrics;
    const documented = metricsOfPage(page);
    expect(telemetryProblems([features], documented)).toEqual(["docs/telemetry.md has phm_ingest_accepted_total, which no service has"]);
    expect(telemetryProblems([features, { ...ingest, help: "Taken" }], documented)).toHaveLength(1);
    expect(telemetryProblems([features, { ...ingest, labels: ["site"] }], documented)).toHaveLength(1);
    expect(telemetryProblems([features, ingest, { ...ingest, name: "phm_new_total" }], documented)).toHaveLength(1);
    expect(telemetryProblems([features, { ...ingest, labels: ["asset"] }], documented)).toHaveLength(2);
  });
});
