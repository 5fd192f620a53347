import type { ModelScope } from "@phm/contracts";
import { InputDrift } from "./input-drift.js";
import { scopeKey } from "./model-scope.js";

/** The samples of drift of all scopes that this process assesses. */
export class DriftBook {
  private readonly samples = new Map<string, InputDrift>();

  of(scope: ModelScope): InputDrift {
    const key = scopeKey(scope);
    const sample = this.samples.get(key) ?? new InputDrift();
    this.samples.set(key, sample);
    return sample;
  }
}
