// The images: every target of images/Dockerfile is built without a Docker engine (buildah, on a base made by debootstrap), looked into, and
// run as the chart runs it: root read-only, as nobody in particular. The five services do together what `helm test` asks of them.
//   npm run check:images                      of this tree; needs root on Debian, and some minutes the first time
//   npm run check:images -- --context FOLDER  of another tree of the same layout
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureWithApt } from "../lib/ensure-apt.mjs";
import { ensureBaseImage } from "../lib/images/base-image.mjs";
import { buildah, buildImages } from "../lib/images/build-images.mjs";
import { imageProblems } from "../lib/images/image-facts.mjs";
import { ended, ImageRoot } from "../lib/images/image-root.mjs";
import { runSuiteOfImages } from "../lib/images/suite-of-images.mjs";
import { Failure, say } from "../lib/program.mjs";
import { ROOT } from "../lib/root.mjs";

export const needsBuild = false;

export async function run(args) {
  const [option, folder, ...more] = args;
  if (more.length > 0 || (option !== undefined && (option !== "--context" || folder === undefined)))
    throw new Failure("usage: npm run check:images [-- --context FOLDER]");
  const missing = await missingTools();
  if (missing.length > 0) return { ok: true, skipped: `images: ${missing.join(", ")} cannot be had here` };
  await ensureBaseImage(buildah);
  const targets = targetsOf(join(folder ?? ROOT, "images", "Dockerfile"));
  await buildImages(targets, folder ?? ROOT);
  return await look(targets);
}

/** The stages that are images. */
const targetsOf = (dockerfile) => [...readFileSync(dockerfile, "utf8").matchAll(/^FROM runtime AS (\w+)$/gm)].map(([, name]) => name);

async function missingTools() {
  if (process.platform !== "linux" || process.getuid() !== 0) return ["root on Linux"];
  const wanted = [
    ["buildah", "buildah"],
    ["debootstrap", "debootstrap"],
  ];
  const found = [];
  for (const [program, name] of wanted) if ((await ensureWithApt(program, name)) === undefined) found.push(program);
  return found;
}

async function look(targets) {
  const roots = {};
  try {
    for (const target of targets) roots[target] = await ImageRoot.open(target);
    const problems = targets.flatMap((target) => imageProblems(roots[target], target));
    problems.push(...(await rootProblems(roots.tools)), ...(await edgeProblems(roots.edge)), ...(await runSuiteOfImages(roots)));
    for (const problem of problems) say(problem);
    return { ok: problems.length === 0, images: targets.length, problems: problems.length };
  } finally {
    for (const root of Object.values(roots)) await root.close();
  }
}

/** That the root is read-only, /tmp is not, and the user is nobody: otherwise the rest would show nothing. */
async function rootProblems(root) {
  const { text } = await ended(root.spawn(["sh", "-c", "id -u; touch /tmp/x && echo room; touch /app/x"]));
  return ["10001\n", "room\n", "Read-only file system"]
    .filter((part) => !text.includes(part))
    .map((part) => `a read-only root does not say "${part.trim()}": ${text}`);
}

/** The connectors need a file that says what they connect to, and say so. */
async function edgeProblems(root) {
  const { code, text } = await ended(root.start());
  return code !== 0 && text.includes("edge.yaml") ? [] : [`edge without its file ends with ${code}: ${text.slice(-300)}`];
}
