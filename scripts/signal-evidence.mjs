// `node scripts/signal-evidence.mjs [FOLDER]`: holds the signal processing against recorded machines with known faults, and writes the
// figures to docs/signal-evidence.md. FOLDER has the bundles cwru, mfpt, uestc, adi-limerick and itsc; default ../shared/data.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { distOf } from "./lib/dist.mjs";
import { Failure, program, say } from "./lib/program.mjs";
import { fromRoot } from "./lib/root.mjs";
import { evidencePage } from "./lib/signal-evidence-page.mjs";
import { setup } from "./setup.mjs";

const PAGE = fromRoot("docs", "signal-evidence.md");
const BEARING_SETS = ["cwru", "mfpt", "uestc", "adi-limerick"];
const IMBALANCE_SET = "adi-limerick";
const SHORTS_SET = "itsc";

/** What the labels of the sets call the damaged part. */
const PARTS = {
  outer_race: "outer_race",
  inner_race: "inner_race",
  ball: "ball",
  bearing_outer_race: "outer_race",
  bearing_inner_race: "inner_race",
  bearing_ball: "ball",
};
/** By how much speed or geometry may be off, as the sets' own notes say. */
const TOLERANCE = { uestc: 0.08 };
const IMBALANCE_GRADES = ["normal", "very_light", "light", "heavy", "very_heavy"];

await program(async ([folder = fromRoot("..", "shared", "data")]) => {
  const data = resolve(folder);
  const absent = [...BEARING_SETS, SHORTS_SET].filter((name) => !existsSync(join(data, name, "bundle.json")));
  if (absent.length > 0) throw new Failure(`No bundle ${absent.join(", ")} in ${data}; name the folder that has them.`);
  await setup();
  const { openBundle } = await import(distOf("packages/bundle"));
  const pipeline = await import(distOf("packages/pipeline"));

  /** Each acquisition of a set with its asset's configuration and label. */
  async function* labelled(name) {
    const bundle = await openBundle(join(data, name));
    const truth = JSON.parse(readFileSync(join(data, name, "truth.json"), "utf8"));
    const configs = new Map(bundle.assets.map((config) => [config.ref.asset, config]));
    say(name);
    for await (const acquisition of bundle.acquisitions()) {
      const { asset } = acquisition.ref;
      yield { acquisition, config: configs.get(asset), truth: truth[asset] };
    }
  }

  const lines = [];
  const imbalance = [];
  for (const dataset of BEARING_SETS) {
    for await (const { acquisition, config, truth } of labelled(dataset)) {
      const speedRpm = acquisition.speedRpm ?? config.ratedSpeedRpm;
      const damaged = truth.fault?.bearing?.toLowerCase();
      const points = config.points.filter(({ id }) => damaged === undefined || id === damaged);
      // A sound record is asked for every part: what it finds there is chance.
      const parts = truth.label === "normal" ? ["outer_race", "inner_race", "ball"] : [PARTS[truth.label]].filter(Boolean);
      const name = [dataset, damaged, ...(truth.label === "normal" ? ["sound"] : [])].filter(Boolean).join(", ");
      for (const part of parts) {
        const channels = points.map(({ id }) => acquisition.channels.findIndex(({ point }) => point === id));
        const search = { orders: points[0].bearing.orders, speedRpm, toleranceRatio: TOLERANCE[dataset] };
        lines.push({ dataset: name, part, record: pipeline.bearingLineRecord(acquisition, channels, part, search) });
      }
      const grade = IMBALANCE_GRADES.indexOf(truth.severity ?? truth.label);
      if (dataset === IMBALANCE_SET && (truth.label === "imbalance" || truth.label === "normal")) {
        const condition = `${speedRpm} rpm, shaft load ${truth.shaftLoadLb} lb`;
        imbalance.push({ condition, grade, value: pipeline.shaftLineAmplitude(acquisition, speedRpm) });
      }
    }
  }

  const manipulator = pipeline.createManipulator();
  const shorts = [];
  for await (const { acquisition, config, truth } of labelled(SHORTS_SET)) {
    const vector = manipulator.manipulate(acquisition, config);
    shorts.push(pipeline.shortRecord(vector, truth.severityPercent ?? 0, truth.faultPhase?.toLowerCase()));
  }
  const shortRecords = shorts.filter((record) => record !== undefined);

  const sources = [...BEARING_SETS, SHORTS_SET].map((name) => JSON.parse(readFileSync(join(data, name, "bundle.json"), "utf8")));
  const page = evidencePage({
    bearing: pipeline.bearingLineRows(lines),
    foundAboveDecoys: pipeline.FOUND_ABOVE_DECOYS,
    imbalance: pipeline.gradeRows(imbalance),
    imbalanceGrades: IMBALANCE_GRADES,
    shorts: pipeline.gradeRows(
      shortRecords.map(({ grade, negativeSequenceRatio }) => ({ condition: "all records", grade, value: negativeSequenceRatio })),
    ),
    shortAngles: pipeline.gradeRows(
      shortRecords
        .filter(({ labelledPhase }) => labelledPhase !== undefined)
        // Counted from -90°, where no phase has its sector's middle, so that a median does not cut through a phase.
        .map(({ labelledPhase, grade, angleDeg }) => ({ condition: labelledPhase, grade, value: ((angleDeg + 450) % 360) - 90 })),
    ),
    shortCounts: pipeline.countShorts(shortRecords),
    shortLimit: pipeline.SHORT_NEGATIVE_SEQUENCE_RATIO,
    withoutFigures: shorts.length - shortRecords.length,
    sources: sources.map(({ name, title, citation, licenceAsStated }) => ({ name, title, citation, licenceAsStated })),
  });
  writeFileSync(PAGE, page);
  say(`wrote ${PAGE}`);
});
