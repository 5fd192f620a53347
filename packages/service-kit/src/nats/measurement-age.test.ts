import { expect, test } from "@jest/globals";
import { Metrics } from "../metrics/metrics.js";
import { MeasurementAge, measuredHeader, measuredHeaderOf } from "./measurement-age.js";

const NOW_MS = 1_767_225_600_000;
const carrying = (headers: Readonly<Record<string, string>>) => ({ header: (name: string) => headers[name] });

async function agesAfter(...messages: ReturnType<typeof carrying>[]): Promise<{ count: number | undefined; sum: number | undefined }> {
  const metrics = new Metrics("test");
  const age = new MeasurementAge(metrics, "it is done", () => NOW_MS);
  for (const message of messages) age.observe(message);
  const { values } = (await metrics.registry.getMetricsAsJSON())[0] as { values: { metricName?: string; value: number }[] };
  const of = (name: string) => values.find(({ metricName }) => metricName === `phm_test_measurement_age_seconds_${name}`)?.value;
  return { count: of("count"), sum: of("sum") };
}

test("the age of a measurement is told from its end, along the whole chain", async () => {
  const first = carrying(measuredHeader(BigInt(NOW_MS - 1_500) * 1_000_000n));
  const made = carrying(measuredHeaderOf(first));
  expect(await agesAfter(first, made)).toEqual({ count: 2, sum: 3 });
});

test("recorded data, and a header that is no time, have none; a clock ahead is no negative age", async () => {
  expect(await agesAfter(carrying({}), carrying({ "Phm-Measured-Ns": "yesterday" }))).toEqual({ count: 0, sum: 0 });
  expect(measuredHeaderOf(carrying({ "Phm-Measured-Ns": "-1" }))).toEqual({});
  expect(await agesAfter(carrying(measuredHeader(BigInt(NOW_MS + 5_000) * 1_000_000n)))).toEqual({ count: 1, sum: 0 });
});
