// The fences that are no imports: what a source file may not touch. Import fences are in .dependency-cruiser.cjs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { fromRoot } from "./root.mjs";
import { filesBelow } from "./stamp.mjs";

const PURE_RULE = "is-pure:";
const { forbidden } = createRequire(import.meta.url)(fromRoot(".dependency-cruiser.cjs"));
const purePackages = forbidden.filter(({ name }) => name.startsWith(PURE_RULE)).map(({ name }) => name.slice(PURE_RULE.length));
const pureSource = `packages/(?:${purePackages.join("|")})/src/`;

const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:"'`\\])\/\/[^\n]*/g;
const TEST_FILE = /\.test\.ts$/;

/** Each rule: the files it is about and the text that none of them may have outside its comments. */
export const TEXT_RULES = [
  {
    name: "only-main-touches-process",
    files: new RegExp(`^(?:services/[^/]+/src/(?!main\\.ts$)|${pureSource})`),
    text: /(?<![\w$.])process\??[.[]\w|[=(,]\s*process\s*[;,)\n]|\bglobalThis\.process\b/,
  },
  {
    name: "no-clock-no-chance",
    files: new RegExp(`^${pureSource}`),
    text: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\(/,
  },
  {
    // The reader of imports knows no JSX. What runs in a browser asks the API for everything but the nouns.
    name: "imports-point-down:console",
    files: /^console\/src\//,
    text: /(?:from|import)\s*\(?\s*"(?:node:|@phm\/(?!domain"))/,
  },
];

/** Every place below `root` where a source file touches what it may not: { rule, from }. */
export function textViolations(root) {
  return ["packages", "services", "console"].flatMap((folder) => sourceFiles(root, folder)).flatMap((file) => violationsOf(root, file));
}

function sourceFiles(root, folder) {
  const files = filesBelow(join(root, folder)).map((file) => relative(root, file).split(sep).join("/"));
  return files.filter((file) => /\.tsx?$/.test(file) && !TEST_FILE.test(file) && TEXT_RULES.some((rule) => rule.files.test(file)));
}

function violationsOf(root, file) {
  const code = readFileSync(join(root, file), "utf8").replace(COMMENT, "");
  return TEXT_RULES.filter((rule) => rule.files.test(file) && rule.text.test(code)).map((rule) => ({ rule: rule.name, from: file }));
}
