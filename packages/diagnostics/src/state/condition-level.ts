import type { ConditionLevel } from "@phm/domain";
import type { SensorWatchState } from "../sensors/sensor-watch.js";
import type { Detection } from "./detection.js";

/**
 * The one word for the machine's state. A rise that stands is not taken back by a sensor that fails later; otherwise a faulty sensor
 * that carries the level suppresses every machine alarm. `learning` until the present operating state has a reference.
 */
export function conditionLevel(detection: Detection, sensors: SensorWatchState): ConditionLevel {
  if (detection.alarm || detection.zoneD) return "alarm";
  if (detection.alert) return "alert";
  if (sensors.some((watched) => watched.carriesLevel && watched.latch.active)) return "sensor_fault";
  return detection.learning ? "learning" : "normal";
}
