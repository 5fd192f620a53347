import { describe, expect, test } from "@jest/globals";
import type { SensorFault } from "@phm/domain";
import { featuresAt } from "../../test/synthetic-features.js";
import { DEFAULT_TIME_SCALE } from "../machine/machine-time-scale.js";
import { type SensorWatchState, watchSensors } from "./sensor-watch.js";

const FLAT: SensorFault = { kind: "flat_line", value: 1, limit: 0.5 };
const CLIPPED: SensorFault = { kind: "clipping", value: 0.02, limit: 0.001 };

function watch(faults: readonly (SensorFault | null)[], rising = false): SensorWatchState {
  return faults.reduce<SensorWatchState>(
    (state, fault, i) =>
      watchSensors(state, featuresAt(i * 10, { level: 1, sensorFaults: fault ? [fault] : [] }), rising, DEFAULT_TIME_SCALE),
    [],
  );
}

describe("sensor watch", () => {
  test("one bad record is watched, a held fault stands", () => {
    expect(watch([FLAT])).toMatchObject([{ fault: FLAT, latch: { active: false } }]);
    expect(watch(Array(10).fill(FLAT))).toMatchObject([{ fault: FLAT, latch: { active: true } }]);
  });

  test("a recovered sensor is forgotten after ten minutes", () => {
    expect(watch([...Array(10).fill(FLAT), ...Array(50).fill(null)])).toHaveLength(1);
    expect(watch([...Array(10).fill(FLAT), ...Array(70).fill(null)])).toEqual([]);
  });

  test("clipping during a rise is the machine, not the sensor", () => {
    expect(watch(Array(10).fill(CLIPPED), true)).toEqual([]);
    expect(watch(Array(10).fill(CLIPPED), false)[0]?.latch.active).toBe(true);
  });
});
