import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type AssetConfig, acquisitionId, alarmId, assetRef, type ConditionState, type FeatureVector } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";
import { simulateLife } from "@phm/simulator";
import { AssetClock } from "../src/alarms/asset-clock.js";
import { MachineUse } from "../src/alarms/machine-use.js";
import { ALARM_COLLECTION, type StoredAlarm } from "../src/alarms/stored-alarm.js";
import { openPredict } from "./open-predict.js";
import { startPredict } from "./running-predict.js";

const REF = assetRef("acme", "north", "pump");
const TIME_NS = 1_700_000_000_000_000_000n;
const CONDITION = {
  ...{ ref: REF, acquisition: acquisitionId("a1"), timeNs: TIME_NS, featureSet: "core-v1", modelVersion: "m-1", state: "alert" },
  ...{ sinceNs: TIME_NS, zone: null, onsetNs: null, levelRatio: 2 },
} as ConditionState;

describe("the alarm of a machine", () => {
  let folder: string;
  let opened: Awaited<ReturnType<typeof openPredict>>;
  let use: MachineUse;
  let config: AssetConfig;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-machine-use-"));
    opened = await openPredict(folder);
    config = { ref: REF, kind: "pump", component: "bearing", points: [] };
    const directory = { find: async () => config, matching: (fits: (each: AssetConfig) => boolean) => [config].filter(fits) };
    const alarms = await opened.store.collection<StoredAlarm>(ALARM_COLLECTION);
    const { alarmBook: book, history, states } = opened;
    use = new MachineUse({ directory, alarms, book, history, clock: new AssetClock(states, () => Number(TIME_NS / 1_000_000n) + 1_000) });
  });
  afterEach(async () => {
    await opened.store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const state = async () => (await opened.alarmBook.find(REF))?.record.state;

  test("is out of service while the machine is in repair or retired, and back when it is in use", async () => {
    await opened.alarmBook.follow(CONDITION, "live");
    config = { ...config, outOfUse: "in_repair" };
    await use.follow();
    await use.follow();
    expect(await state()).toBe("out_of_service");
    const { transitions } = await opened.history.list(REF, { limit: 10 });
    expect(transitions.map(({ event, actor }) => [event, actor])).toEqual([
      ["taken_out_of_service", "equipment-register"],
      ["raised", expect.anything()],
    ]);
    config = { ...config, outOfUse: "retired" };
    await use.follow();
    expect(await state()).toBe("out_of_service");
    const { outOfUse: _, ...inUse } = config;
    config = inUse;
    await use.follow();
    expect(await state()).toBe("unacknowledged");
  });

  test("that a person took out of service stays so, whatever the register says", async () => {
    await opened.alarmBook.follow(CONDITION, "live");
    const by = { kind: "taken_out_of_service", actor: "li", reason: "sensor is changed" } as const;
    await opened.alarmBook.command(alarmId(REF), by, TIME_NS, 0);
    config = { ...config, outOfUse: "in_repair" };
    await use.follow();
    const { outOfUse: _, ...inUse } = config;
    config = inUse;
    await use.follow();
    expect(await state()).toBe("out_of_service");
  });

  test("that is not there yet is not made up", async () => {
    config = { ...config, outOfUse: "in_repair" };
    await use.follow();
    expect(await state()).toBeUndefined();
  });
});

describe("a machine in the stream", () => {
  test("is not assessed while it is in repair, and learnt anew when it comes back", async () => {
    const life = simulateLife({ seed: 3, acquisitions: 130, samples: 2048, sampleRateHz: 12_800, intervalS: 20, asset: "pump-3" });
    const { manipulate } = createManipulator();
    const features = [...life.acquisitions()].map((acquisition) => manipulate(acquisition, life.config));
    const predict = await startPredict([life.config]);
    const publish = async (from: number, to: number) => {
      for (const each of features.slice(from, to)) await predict.publish(each as FeatureVector);
      await predict.settled();
      return predict.said(life.config);
    };
    try {
      expect(await publish(0, 60)).toHaveLength(60);
      await predict.restart([{ ...life.config, outOfUse: "in_repair" }]);
      expect(await publish(60, 65)).toHaveLength(60);
      await predict.restart([{ ...life.config, repairs: 1 }]);
      const said = await publish(65, 130);
      expect(said[59]?.status).not.toBe("abstain");
      expect(said.slice(60, 65).map(({ status }) => status)).toEqual(Array(5).fill("abstain"));
      // Learnt anew once for the repair, not with every acquisition after it.
      expect(said.at(-1)?.status).not.toBe("abstain");
    } finally {
      await predict.stop();
    }
  }, 60_000);
});
