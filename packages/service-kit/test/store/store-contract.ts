import { describe } from "@jest/globals";
import { describeCollection } from "./collection-contract.js";
import type { ContractTarget } from "./contract-target.js";
import { describeStore } from "./life-cycle-contract.js";
import { describeModel } from "./model-contract.js";
import { describeProcesses } from "./process-contract.js";
import { describeQuery } from "./query-contract.js";
import { describeSeries } from "./series-contract.js";

/** Everything that the port promises, as tests that know nothing of the engine. */
export function describeStoreContract(engine: string, target: ContractTarget): void {
  describe(`document store on ${engine}`, () => {
    describeStore(target);
    describeCollection(target);
    describeQuery(target);
    describeSeries(target);
    describeModel(target);
    describeProcesses(target);
  });
}
