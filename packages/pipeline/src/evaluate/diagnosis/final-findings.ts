import type { Acquisition, AssetConfig, Finding } from "@phm/domain";
import { assess } from "../../assess.js";
import { type AssessmentState, initialAssessmentState } from "../../assessment-state.js";
import { createManipulator } from "../../manipulate.js";

/** What stands of each asset after its last acquisition, by the code that the services run. */
export async function finalFindings(
  acquisitions: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  configs: ReadonlyMap<string, AssetConfig>,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const manipulator = createManipulator();
  const states = new Map<string, AssessmentState>();
  for await (const acquisition of acquisitions) {
    const { asset } = acquisition.ref;
    const config = configs.get(asset);
    if (!config) continue;
    const [next] = assess(states.get(asset) ?? initialAssessmentState(), manipulator.manipulate(acquisition, config), config);
    states.set(asset, next);
  }
  return new Map([...states].map(([asset, { findings }]) => [asset, findings]));
}
