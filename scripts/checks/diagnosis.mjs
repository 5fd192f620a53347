// Which fault the pipeline finds in labelled records, and that this does not fall. On recorded data where the machine has them, else on
// simulated records, and it says which. `-- --write` rewrites the diagnosis section of docs/evaluation.md, which only recorded data may.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosisSection } from "../lib/diagnosis-page.mjs";
import { distOf } from "../lib/dist.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

const RECORDED = fromRoot("..", "shared", "data");
const PAGE = fromRoot("docs", "evaluation.md");
const TITLE = "# Evaluation on recorded data\n\n";
const START = "<!-- diagnosis -->\n";
const END = "<!-- end of diagnosis -->\n";

/** What was reached, by bundle: less is a fall. `accused` and `wrong` are upper limits. */
const REACHED = {
  cwru: { first: 53, pointRight: 53, wrong: 0, accused: 0 },
  "adi-limerick": { first: 25, heavyFirst: 15, wrong: 0, accused: 0 },
  mfpt: { first: 10, wrong: 0, accused: 0 },
  uestc: { first: 4, wrong: 0, accused: 0 },
  simulated: { first: 9, wrong: 0, accused: 0 },
};
/** Bundles that are also run with stated speeds that are wrong, and what was reached over all of these: `rotorFirst` is of imbalance. */
const WRONG_SPEEDS = [0.92, 0.95, 1.05, 1.08];
const REACHED_AT_WRONG_SPEEDS = {
  cwru: { first: 49, rotorFirst: 0, wrong: 0, accused: 0 },
  "adi-limerick": { first: 18, rotorFirst: 22, wrong: 0, accused: 0 },
};
const SIMULATED_FAULTS = ["bearing_outer_race", "bearing_inner_race", "bearing_rolling_element"];
const SIMULATED_SEEDS = [1, 2, 3];

export async function run(args) {
  const unknown = args.filter((argument) => argument !== "--write");
  if (unknown.length > 0) throw new Failure(`usage: npm run check:diagnosis [-- --write], not ${unknown.join(" ")}`);
  const pipeline = await import(distOf("packages/pipeline"));
  const names = Object.keys(REACHED).filter((name) => existsSync(join(RECORDED, name, "truth.json")));
  const isRecorded = names.length > 0;
  const sets = [];
  for (const name of names) sets.push(await recorded(name, pipeline));
  if (!isRecorded) sets.push(await simulated(pipeline));

  const problems = sets.flatMap(falls);
  for (const problem of problems) say(problem);
  const isPageCurrent = !isRecorded || pageHolds(diagnosisSection(sets), args.includes("--write"));
  if (args.includes("--write") && !isRecorded) {
    throw new Failure("docs/evaluation.md is written from recorded data, and there are none on this machine.");
  }
  if (!isPageCurrent) say("docs/evaluation.md is not what this run gives; npm run check:diagnosis -- --write rewrites it.");
  return {
    ok: problems.length === 0 && isPageCurrent,
    data: isRecorded ? `recorded: ${names.join(", ")}` : "simulated: nothing here was measured",
    figures: Object.fromEntries(sets.map(({ name, score }) => [name, figuresOf(score)])),
    problems: problems.length,
    page: isRecorded ? (isPageCurrent ? "current" : "stale") : "not compared",
  };
}

const isBearing = ({ failureMode }) => failureMode?.startsWith("bearing_") === true;

/** The figures that are guarded: of bearing faults, and of the bearings that are sound. */
function figuresOf({ outcomes, soundBearings }) {
  const faults = outcomes.filter(isBearing);
  return {
    faults: faults.length,
    first: faults.filter(({ first }) => first).length,
    heavyFirst: faults.filter(({ first, severity }) => first && severity === "heavy").length,
    rotorFirst: outcomes.filter(({ first, failureMode }) => first && failureMode === "imbalance").length,
    pointRight: faults.filter(({ first, hypotheses, faultPoint }) => first && hypotheses[0].point === faultPoint).length,
    wrong: faults.filter(({ verdict }) => verdict === "wrong").length,
    accused: soundBearings.accused,
  };
}

function falls({ name, score, wrongSpeeds }) {
  return [
    ...fallsOf(name, figuresOf(score), REACHED[name]),
    ...wrongSpeeds.flatMap(({ ratio, figures }) => fallsOf(`${name} at ${ratio} × its speed`, figures, REACHED_AT_WRONG_SPEEDS[name])),
  ];
}

function fallsOf(what, found, limits) {
  return Object.entries(limits).flatMap(([figure, reached]) => {
    const isLimit = figure === "wrong" || figure === "accused";
    const holds = isLimit ? found[figure] <= reached : found[figure] >= reached;
    return holds ? [] : [`${what}: ${figure} is ${found[figure]}, it was ${reached}`];
  });
}

async function recorded(name, { evaluateDiagnosis, finalFindings, labelledRecords }) {
  const { openBundle } = await import(distOf("packages/bundle"));
  const bundle = await openBundle(join(RECORDED, name));
  const records = labelledRecords(JSON.parse(readFileSync(join(RECORDED, name, "truth.json"), "utf8")));
  const configs = new Map(bundle.assets.map((config) => [config.ref.asset, config]));
  const evaluate = async (acquisitions) => evaluateDiagnosis(records, await finalFindings(acquisitions, configs));
  const { title, citation } = bundle.header;
  const score = await evaluate(bundle.acquisitions({}));
  const wrongSpeeds = [];
  for (const ratio of name in REACHED_AT_WRONG_SPEEDS ? WRONG_SPEEDS : []) {
    wrongSpeeds.push({ ratio, figures: figuresOf(await evaluate(withSpeed(bundle.acquisitions({}), ratio))) });
  }
  return { name, title, citation, score, wrongSpeeds };
}

async function* withSpeed(acquisitions, ratio) {
  for await (const acquisition of acquisitions) yield { ...acquisition, speedRpm: acquisition.speedRpm * ratio };
}

/** The last acquisition of lives of each fault, where the defect has its full size, and one of sound machines. */
async function simulated({ evaluateDiagnosis, finalFindings, labelledRecords }) {
  const { simulateHealthy, simulateLife } = await import(distOf("packages/simulator"));
  const lives = SIMULATED_SEEDS.flatMap((seed) => [
    ...SIMULATED_FAULTS.map((fault) => ({
      label: fault,
      life: simulateLife({ seed, fault, acquisitions: 20, asset: `${fault}-${seed}` }),
    })),
    { label: "healthy", life: simulateHealthy({ seed, acquisitions: 20, asset: `sound-${seed}` }) },
  ]);
  const configs = new Map(lives.map(({ life }) => [life.config.ref.asset, life.config]));
  const truth = Object.fromEntries(lives.map(({ label, life }) => [life.config.ref.asset, { label }]));
  const lasts = lives.map(({ life }) => [...life.acquisitions()].at(-1));
  const score = evaluateDiagnosis(labelledRecords(truth), await finalFindings(lasts, configs));
  return { name: "simulated", title: "Simulated", citation: "", score, wrongSpeeds: [] };
}

/** Whether the section of the page is this one; with `write` it is made so. */
function pageHolds(section, write) {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : TITLE;
  const [before, rest] = page.includes(START) ? page.split(START) : [page, END];
  const after = rest.split(END)[1] ?? "";
  const wanted = `${before}${START}${section}${END}${after}`;
  if (write) writeFileSync(PAGE, wanted);
  return write || page === wanted;
}
