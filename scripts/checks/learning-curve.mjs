// What more lives are worth. The short form: on simulated machines twelve lives give a lower held-out loss than three, and a model that learns
// from no more than three is found out. `-- --write` also measures the whole curves, on simulated and on recorded lives, and writes
// docs/learning-curve.md with its charts; that takes some minutes.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { distOf } from "../lib/dist.mjs";
import { learningCurvePage } from "../lib/learning-curve-page.mjs";
import { lineChart } from "../lib/line-chart.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { simulatedLives } from "../lib/simulated-lives.mjs";

const RECORDED = fromRoot("..", "shared", "data", "femto");
const SEED = 1;
const SHORT = { few: 3, many: 12, draws: 6, heldOut: 10, lengths: [90, 180] };
/** Share of the loss at few lives that many must take away at the least, at the worse end of the interval: other draws alone take some hundredths. */
const LEAST_FALL = 0.1;
const WHOLE = { pool: 48, heldOut: 24, sizes: [2, 3, 4, 6, 8, 12, 16, 24, 32], lengths: [150, 450] };
const RECORDED_SIZES = [2, 3, 4, 5];
/** Lives learnt from in all draws of a size together, so that large sizes do not take for ever. */
const DRAWN_LIVES = 48;
const MAX_DRAWS = 8;

export async function run(args) {
  if (args.some((argument) => argument !== "--write")) throw new Failure(`usage: npm run check:learning-curve [-- --write]`);
  const pipeline = await import(distOf("packages/pipeline"));
  const short = await shortForm(pipeline);
  const problems = [
    ...(falls(short, short.change) ? [] : [`${SHORT.many} lives are not better than ${SHORT.few}`]),
    ...(falls(short, short.forgetful) ? [`a model that learns from ${SHORT.few} lives only was not found out`] : []),
  ];
  for (const problem of problems) say(problem);
  if (args.includes("--write")) await write(pipeline);
  return { ok: problems.length === 0, ...short, problems: problems.length };
}

const falls = ({ few }, { high }) => high < -LEAST_FALL * few;

async function shortForm(pipeline) {
  const { few, many, draws, heldOut, lengths } = SHORT;
  const lives = await simulatedLives(heldOut + many, SEED, lengths);
  const [held, pool] = [lives.slice(0, heldOut), lives.slice(heldOut)];
  const model = servedKind(pipeline);
  const forgetful = { name: "forgetful", fit: (learnt) => model.fit(learnt.slice(0, few)) };
  const point = (contender, size, times) =>
    pipeline.curvePoint(
      contender,
      pipeline.drawnFolds(pool, held, size, times, pipeline.seededUniform(SEED)),
      pipeline.seededUniform(SEED),
    );
  const [before, after, planted] = [point(model, few, draws), point(model, many, 1), point(forgetful, many, draws)];
  const changeTo = (reached) => pipeline.pinballChange(before, reached, pipeline.seededUniform(SEED));
  return { few: before.pinballLn.mean, many: after.pinballLn.mean, change: changeTo(after), forgetful: changeTo(planted) };
}

const servedKind = ({ modelContender, PROPORTIONAL_ODDS }) => modelContender("proportional odds", PROPORTIONAL_ODDS);

async function write(pipeline) {
  if (!existsSync(RECORDED))
    throw new Failure("docs/learning-curve.md is written from recorded lives too, and they are not on this machine.");
  const { pool, heldOut, sizes, lengths } = WHOLE;
  const lives = await simulatedLives(pool + heldOut, SEED, lengths);
  say(`${lives.length} simulated lives`);
  const draw = pipeline.seededUniform(SEED);
  const drawsOf = (size) => Math.max(1, Math.min(MAX_DRAWS, Math.floor(DRAWN_LIVES / size)));
  const drawn = (size) => pipeline.drawnFolds(lives.slice(heldOut), lives.slice(0, heldOut), size, drawsOf(size), draw);
  const simulated = curvesOf(pipeline, sizes.map(drawn));

  const recorded = await recordedLives(pipeline);
  say(`${recorded.lives.length} recorded lives`);
  const femto = curvesOf(
    pipeline,
    RECORDED_SIZES.map((size) => pipeline.everyFold(recorded.lives, size)),
  );
  const measured = {
    simulated: { pool, heldOut, curves: simulated },
    femto: { source: recorded.source, lives: recorded.lives.length, curves: femto },
  };
  writeFileSync(fromRoot("docs", "learning-curve.md"), learningCurvePage(measured));
  writeFileSync(fromRoot("docs", "learning-curve-simulated.svg"), chart("simulated", simulated));
  writeFileSync(fromRoot("docs", "learning-curve-femto.svg"), chart("FEMTO", femto));
  say("wrote docs/learning-curve.md and its charts");
}

/** The same folds for every contender: those of each size. */
function curvesOf(pipeline, foldsBySize) {
  const contenders = [
    servedKind(pipeline),
    pipeline.modelContender("CDF forest", pipeline.CDF_FOREST),
    pipeline.TRIVIAL_CONTENDERS.find(({ name }) => name === "constant after onset"),
  ];
  return contenders.map((contender) => {
    say(contender.name);
    const points = foldsBySize.map((folds) => pipeline.curvePoint(contender, folds, pipeline.seededUniform(SEED)));
    return { name: contender.name, points, change: pipeline.pinballChange(points[0], points.at(-1), pipeline.seededUniform(SEED)) };
  });
}

async function recordedLives({ endedLives, runLives }) {
  const { openBundle } = await import(distOf("packages/bundle"));
  const bundle = await openBundle(RECORDED);
  const ends = endedLives(JSON.parse(readFileSync(join(RECORDED, "truth.json"), "utf8")));
  const configs = new Map(bundle.assets.map((config) => [config.ref.asset, config]));
  const { lives } = await runLives(bundle.acquisitions({}), configs, ends);
  return { lives, source: `${bundle.header.title}. ${bundle.header.citation}` };
}

function chart(of, curves) {
  return lineChart({
    title: `Learning curve on ${of} lives`,
    xLabel: "lives learnt from (logarithmic)",
    yLabel: "pinball loss of ln(RUL)",
    series: curves.map(({ name, points }) => ({ name, points: points.map(({ lives, pinballLn }) => ({ x: lives, ...pinballLn })) })),
  });
}
