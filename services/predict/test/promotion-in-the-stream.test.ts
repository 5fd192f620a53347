import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { modelScopeToWire, modelStateCodec } from "@phm/contracts";
import type { FeatureVector, RulEstimate } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";
import { simulateLife } from "@phm/simulator";
import { candidate, encoded } from "./candidate-models.js";
import { type RunningPredict, startPredict } from "./running-predict.js";

const MACHINES = [1, 2].map((seed) =>
  simulateLife({ seed, acquisitions: 90, samples: 2048, sampleRateHz: 12_800, intervalS: 20, asset: `pump-${seed}` }),
);
const CONFIGS = MACHINES.map(({ config }) => config);
const SCOPE = modelScopeToWire({ organisation: "default", site: "default", timeScale: "overload_rig" });
const BUILT_IN = "overload-rig-1";
const RIG_2 = "rig-2";
const BY = { actor: "Li", reason: "six lives" };
const TO = { challenger: modelStateCodec.toWire("challenger"), champion: modelStateCodec.toWire("champion") };

let features: FeatureVector[][];
let predict: RunningPredict;
beforeAll(async () => {
  const { manipulate } = createManipulator();
  features = MACHINES.map((life) => [...life.acquisitions()].map((acquisition) => manipulate(acquisition, life.config)));
  predict = await startPredict(CONFIGS);
}, 30_000);
afterAll(() => predict?.stop());

/** Acquisitions of all machines, one after the other, from one number to another. */
async function publish(from: number, to: number): Promise<void> {
  for (let a = from; a < to; a++) for (const each of features) await predict.publish(each[a] as FeatureVector);
}
const models = (said: readonly RulEstimate[]) => [...new Set(said.map(({ model }) => model))];
const states = async () =>
  Object.fromEntries(
    (await predict.models.listModels({ scope: SCOPE })).models.map(({ model, state }) => [model, modelStateCodec.fromWire(state, "state")]),
  );

describe("a model that is promoted while acquisitions stream in", () => {
  test("is registered and runs in shadow: nothing that is said or told comes from it", async () => {
    await publish(0, 30);
    const { model } = await predict.models.registerModel({ scope: SCOPE, document: encoded(candidate(RIG_2, 0.1)), ...BY });
    expect(model).toMatchObject({ model: RIG_2, builtIn: false, card: { createdBy: "a test", scores: [{ name: RIG_2, lives: 6 }] } });
    await predict.models.promoteModel({ scope: SCOPE, model: RIG_2, to: TO.challenger, ...BY });
    await publish(30, 60);
    await predict.settled();
    for (const config of CONFIGS) expect(models(await predict.said(config))).toEqual([BUILT_IN]);
    expect(models(predict.told)).toEqual([BUILT_IN]);
    const shown = await predict.models.getModel({ scope: SCOPE, model: RIG_2 });
    expect(shown.gate).toMatchObject({ passed: true, champion: BUILT_IN, challenger: RIG_2, lives: 6 });
  });

  test("speaks from one acquisition on, without a gap and without saying anything twice, also when all is delivered again", async () => {
    const streaming = publish(60, 90);
    const { promoted } = await predict.models.promoteModel({ scope: SCOPE, model: RIG_2, to: TO.champion, ...BY });
    expect(promoted).toBe(true);
    await streaming;
    await predict.settled();
    await publish(80, 90);
    await predict.settled();
    for (const [m, config] of CONFIGS.entries()) {
      const said = await predict.said(config);
      expect(said.map(({ acquisition }) => acquisition)).toEqual(features[m]?.map(({ acquisition }) => acquisition));
      const first = said.findIndex(({ model }) => model === RIG_2);
      expect(first).toBeGreaterThanOrEqual(60);
      expect(said.map(({ model }) => model)).toEqual(said.map((_, a) => (a < first ? BUILT_IN : RIG_2)));
      expect(new Set(said.map(({ status }) => status))).toContain("estimate");
      const told = predict.told.filter(
        ({ ref, acquisition }) => ref.asset === config.ref.asset && acquisition === said.at(-1)?.acquisition,
      );
      expect(told.at(-1)).toMatchObject({ model: RIG_2, p50S: said.at(-1)?.p50S });
    }
  });

  test("still speaks after a restart, and gives way to the former one when it is rolled back", async () => {
    await predict.restart();
    expect(await states()).toEqual({ [BUILT_IN]: "retired", [RIG_2]: "champion" });
    const { champion } = await predict.models.rollbackModel({ scope: SCOPE, ...BY });
    expect(champion?.model).toBe(BUILT_IN);
    const { events } = await predict.models.listModelEvents({ scope: SCOPE });
    expect(events.map(({ model, to }) => [model, modelStateCodec.fromWire(to, "to")])).toEqual([
      [BUILT_IN, "champion"],
      [RIG_2, "retired"],
      [RIG_2, "champion"],
      [BUILT_IN, "retired"],
      [RIG_2, "challenger"],
      [RIG_2, "registered"],
    ]);
    expect(events[0]).toMatchObject(BY);
  });

  test("its document can be had, signed, and a damaged one is refused by name", async () => {
    const { document, model } = await predict.models.getModel({ scope: SCOPE, model: RIG_2, withDocument: true });
    expect(JSON.parse(new TextDecoder().decode(document)).signature).toBe(`sha256:${model?.sha256}`);
    const damaged = new TextDecoder().decode(document).replace('"marginLn":0.916491', '"marginLn":0.1');
    const refused = predict.models.registerModel({ scope: SCOPE, document: new TextEncoder().encode(damaged), ...BY });
    await expect(refused).rejects.toMatchObject({ code: "invalid_argument", field: "signature" });
  });

  test.each([
    [
      "promoteModel",
      { model: RIG_2, to: TO.champion, ...BY },
      { code: "failed_precondition", message: expect.stringMatching(/retired: cannot make it champion/) },
    ],
    ["promoteModel", { model: RIG_2, to: modelStateCodec.toWire("retired"), ...BY }, { code: "invalid_argument", field: "to" }],
    ["promoteModel", { model: RIG_2, to: TO.challenger, actor: "Li", reason: "" }, { code: "invalid_argument", field: "reason" }],
    ["promoteModel", { model: "nobody", to: TO.challenger, ...BY }, { code: "not_found", field: "model" }],
    ["rollbackModel", { ...BY, expectedVersion: 1n }, { code: "conflict", field: "expectedVersion" }],
    ["rollbackModel", BY, { code: "failed_precondition", message: expect.stringMatching(/nothing has spoken before/) }],
    ["getModel", { model: "nobody" }, { code: "not_found", field: "model" }],
    ["registerModel", { document: encoded({}), ...BY }, { code: "invalid_argument", field: "format" }],
  ] as ["promoteModel", object, object][])("%s with %j is refused with the reason", async (method, request, error) => {
    await expect(predict.models[method]({ scope: SCOPE, ...request })).rejects.toMatchObject(error);
  });
});
