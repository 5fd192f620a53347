import { writeFile } from "node:fs/promises";
import {
  type NetsProgress,
  openBackend,
  type SetModel,
  TABLE_RECIPES,
  type TableModelSet,
  type TableNet,
  type TableRecipe,
  type TensorBackend,
  trainTableModel,
} from "@phm/learning";
import { readTable, readTableManifest, type TableFile, type TableManifest, wholeLifeTables } from "../../suite/table-files.js";
import { readTrainingFile, type TableTrainingFile, writeTrainingFile } from "../../suite/table-training-file.js";

export interface TrainTableOptions {
  readonly set?: string;
  readonly net: TableNet;
  readonly out: string;
  readonly name: string;
  readonly seed: string;
  readonly epochs: string;
  readonly resume?: string;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The recipe with what the command line may change. */
export function recipeOf({ net, seed, epochs }: Pick<TrainTableOptions, "net" | "seed" | "epochs">): TableRecipe {
  const recipe = TABLE_RECIPES[net];
  return { ...recipe, training: { ...recipe.training, seed: Number(seed), epochs: Number(epochs) } };
}

function progressLine(set: string, { net, nets, report }: NetsProgress): string {
  const share = String(Math.round((100 * (net - 1)) / nets)).padStart(3);
  return `  ${share} %  ${set} net ${net}/${nets}, epoch ${report.epoch}: held-out loss ${report.heldOutLoss.toFixed(4)}, best ${report.bestEpoch}`;
}

function cardOf({ title, licence }: TableManifest, { set, name: table, sha256 }: TableFile, name: string, recipe: TableRecipe) {
  return {
    model: `${name}-${set}`,
    data: `${title}; ${table}, SHA-256 ${sha256}`,
    licence,
    split: `${recipe.members} ${recipe.training.convolutions.length > 0 ? "convolutional" : "dense"} nets, each stopped on a part of the units it did not learn from; interval calibrated on ${recipe.calibrationFolds} parts by nets trained on the others; seed ${recipe.training.seed}`,
    limits: `Units like those of ${set}, read at the same interval under the same operating conditions. Point estimates end at ${recipe.limitCycles} cycles.`,
  };
}

/** Trains on one set; with a file to resume from, where it stands is kept there after each epoch. */
async function trainSet(
  backend: TensorBackend,
  manifest: TableManifest,
  file: TableFile,
  { name, resume, ...options }: TrainTableOptions,
  before: TableTrainingFile,
  done: readonly SetModel[],
): Promise<SetModel> {
  const recipe = recipeOf(options);
  const { table } = await readTable(manifest, file);
  const startedMs = performance.now();
  const model = trainTableModel(backend, table, recipe, cardOf(manifest, file, name, recipe), {
    resume: before.current?.set === file.set ? before.current.checkpoint : undefined,
    onEpoch(progress, checkpoint) {
      say(progressLine(file.set, progress));
      if (resume !== undefined) writeTrainingFile(resume, { done, current: { set: file.set, checkpoint: checkpoint() } });
    },
  });
  const trained: SetModel = { set: file.set, trainedOn: [file.sha256], model };
  if (resume !== undefined) writeTrainingFile(resume, { done: [...done, trained] });
  say(`  100 %  ${file.set}: ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  return trained;
}

/** Fits a model of the remaining life for each set of a manifest's tables of whole lives, and writes them with their cards. */
export async function trainTableCommand(path: string, options: TrainTableOptions): Promise<void> {
  const { out, resume } = options;
  const manifest = await readTableManifest(path);
  const files = wholeLifeTables(manifest, options.set);
  const before: TableTrainingFile = resume === undefined ? { format: "phm-table-training-file/1", done: [] } : readTrainingFile(resume);
  const backend = await openBackend();
  say(`TensorFlow.js, ${backend.name} backend; seed ${options.seed}`);
  const sets: SetModel[] = [];
  for (const file of files) {
    const done = before.done.find(({ set, trainedOn }) => set === file.set && trainedOn.includes(file.sha256));
    sets.push(done ?? (await trainSet(backend, manifest, file, options, before, sets)));
  }
  const document: TableModelSet = { format: "phm-table-models/1", sets };
  await writeFile(out, `${JSON.stringify(document)}\n`);
  for (const { set, model } of sets) process.stdout.write(`${out}: ${model.card.model}, ${model.card.lives} whole lives of ${set}\n`);
}
