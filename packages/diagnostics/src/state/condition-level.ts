import type { ConditionLevel } from "@phm/domain";
import type { SensorWatchState } from "../sensors/sensor-watch.js";
import type { Detection, DetectionState } from "./state-detection.js";

/**
 * The one word for the machine's state. A rise that stands is not taken back by a sensor that fails later; otherwise a faulty sensor
 * that carries the level suppresses every machine alarm. `learning` until the reference has enough blocks.
 */
export function conditionLevel(
  detection: Detection,
  state: DetectionState,
  sensors: SensorWatchState,
  learningBlocks: number,
): ConditionLevel {
  if (detection.alarm || detection.zoneD) return "alarm";
  if (detection.alert) return "alert";
  if (sensors.some((watched) => watched.carriesLevel && watched.latch.active)) return "sensor_fault";
  return state.trailing.blocks.length < learningBlocks ? "learning" : "normal";
}
