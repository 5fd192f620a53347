// No test file is forgotten: those in the repository, those jest would run and (with --report FILE) those it ran are the same.
import { relative, resolve } from "node:path";
import { runTool } from "../lib/child.mjs";
import { filesRun, readReport } from "../lib/jest-report.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot, ROOT } from "../lib/root.mjs";

export const needsBuild = false;

export async function run(args) {
  const inRepository = await filesInRepository();
  const listed = await filesListed();
  const ran = reportIn(args);
  const differences = [
    ...missing(inRepository, listed, "is not run by jest (see roots and testMatch in jest.config.js)"),
    ...missing(listed, inRepository, "is run by jest and is no file of the repository"),
    ...(ran === undefined ? [] : missing(inRepository, ran, "was not run")),
  ];
  for (const difference of differences) say(difference);
  return {
    ok: inRepository.length > 0 && differences.length === 0,
    inRepository: inRepository.length,
    listed: listed.length,
    ran: ran?.length ?? null,
    differences: differences.length,
  };
}

/** Committed files and those not committed yet, without those that are deleted. */
async function filesInRepository() {
  const git = (...args) => runTool("git", ["ls-files", "-z", ...args, "--", "*.test.ts"], "The test files could not be listed by git.");
  const [there, deleted] = [await git("--cached", "--others", "--exclude-standard"), await git("--deleted")].map(({ stdout }) =>
    stdout.split("\0").filter(Boolean),
  );
  return [...new Set(there)].filter((file) => !deleted.includes(file));
}

async function filesListed() {
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const { stdout } = await runTool(process.execPath, [jest, "--listTests", "--json"], "jest could not list its tests.");
  return JSON.parse(stdout).map((file) => relative(ROOT, file));
}

function reportIn(args) {
  const at = args.indexOf("--report");
  if (at === -1) return undefined;
  if (args[at + 1] === undefined) throw new Failure("--report needs the file that jest wrote.");
  return filesRun(readReport(resolve(args[at + 1])));
}

function missing(expected, found, sentence) {
  return expected.filter((file) => !found.includes(file)).map((file) => `${file} ${sentence}`);
}
