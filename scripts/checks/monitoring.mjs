// Alerts and dashboards: rules and their tests by promtool, a runbook for each, and against a suite at work that a real Prometheus scrapes:
// every metric that a rule names is there, every panel's query returns something, and docs/telemetry.md has every metric.
//   npm run check:monitoring
//   npm run check:monitoring -- --write   rewrites docs/telemetry.md
//   npm run check:monitoring -- --long    also kills features for good, and waits for the alert
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../lib/child.mjs";
import { distOf } from "../lib/dist.mjs";
import { ensureWithApt } from "../lib/ensure-apt.mjs";
import { scrapedSuite } from "../lib/monitoring/scraped-suite.mjs";
import { metricsOfPage, telemetryPage, telemetryProblems } from "../lib/monitoring/telemetry-page.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

const FOLDER = fromRoot("helm", "phm", "monitoring");
const RULES = join(FOLDER, "alerts.yaml");
const TESTS = join(FOLDER, "alerts.test.yaml");
const DASHBOARDS = join(FOLDER, "dashboards");
const TELEMETRY = fromRoot("docs", "telemetry.md");
const OPTIONS = ["--long", "--write"];
const RUNBOOKS = fromRoot("docs", "runbooks");
/** Rates need some scrapes. */
const SETTLE_MS = 20_000;
const FIRING_TIMEOUT_MS = 120_000;

export async function run(args) {
  if (args.some((argument) => !OPTIONS.includes(argument))) throw new Failure("usage: npm run check:monitoring [-- --long] [--write]");
  const [promtool, prometheus] = [await ensureWithApt("promtool", "prometheus"), await ensureWithApt("prometheus", "prometheus")];
  if (promtool === undefined || prometheus === undefined) {
    say("skipped: promtool and prometheus are not on this machine (Debian: apt-get install prometheus)");
    return { ok: true, skipped: "prometheus" };
  }
  const { parse } = await import("yaml");
  const alerts = parse(readFileSync(RULES, "utf8")).groups.flatMap(({ rules }) => rules);
  const panels = readdirSync(DASHBOARDS).flatMap((file) => panelsOf(file, JSON.parse(readFileSync(join(DASHBOARDS, file), "utf8"))));
  const problems = [
    ...(await promtoolProblems(promtool)),
    ...alerts.flatMap(runbookProblems),
    ...readdirSync(RUNBOOKS)
      .filter((file) => file !== "README.md" && !alerts.some(({ alert }) => `${alert}.md` === file))
      .map((file) => `docs/runbooks/${file} is of no alert`),
    ...panels.flatMap(lintProblems),
    ...(await liveProblems(prometheus, alerts, panels, args)),
  ];
  for (const problem of problems) say(problem);
  return { ok: problems.length === 0, alerts: alerts.length, panels: panels.length, problems: problems.length };
}

async function promtoolProblems(promtool) {
  const [rules, tests] = await Promise.all([capture(promtool, ["check", "rules", RULES]), capture(promtool, ["test", "rules", TESTS])]);
  return [rules, tests].filter(({ code }) => code !== 0).map(({ all }) => all.trim());
}

/** Every alert says what to do, and has been seen firing and not firing in its test. */
function runbookProblems({ alert, annotations, labels }) {
  const page = fromRoot(annotations.runbook_url);
  const tested = readFileSync(TESTS, "utf8").split(`alertname: ${alert}\n`).length > 1;
  return [
    ...(existsSync(page) && readFileSync(page, "utf8").includes("## Do") ? [] : [`${alert} has no runbook at ${annotations.runbook_url}`]),
    ...(["critical", "warning"].includes(labels.severity) ? [] : [`${alert} has severity ${labels.severity}`]),
    ...(tested ? [] : [`${alert} has no test`]),
  ];
}

const panelsOf = (file, { panels, uid }) =>
  // A variable that stands for one service or all: for all.
  panels.map((panel) => ({
    name: `${file}: ${panel.title}`,
    expr: panel.targets[0]?.expr.replaceAll("$component", ".+"),
    unit: panel.fieldConfig.defaults.unit,
    uid,
  }));

const lintProblems = ({ name, expr, unit, uid }) => (expr && unit && uid ? [] : [`${name} has no query, no unit or no uid`]);

/** Against a suite through which a machine's life is sent. */
async function liveProblems(prometheus, alerts, panels, args) {
  process.env.PHM_NATS_SERVER = await ensureNatsServer();
  const { shortLife } = await import(distOf("packages/testkit"));
  const live = await scrapedSuite(prometheus, { rule_files: [RULES] });
  try {
    await live.suite.deliver(shortLife());
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const names = await live.metricNames();
    const empty = await Promise.all(
      panels.map(async ({ name, expr }) => ((await live.query(expr)).length > 0 ? undefined : `${name}: the query returns nothing`)),
    );
    return [
      ...alerts.flatMap(({ alert, expr }) =>
        metricsOf(expr)
          .filter((metric) => !isThere(metric, names))
          .map((metric) => `${alert}: no metric ${metric}`),
      ),
      ...empty.filter((problem) => problem !== undefined),
      ...(await problemsOfTelemetry(live, args.includes("--write"))),
      ...(args.includes("--long") ? await problemsOfOutage(live) : []),
    ];
  } finally {
    await live.close();
  }
}

/** The page and the metrics that there are. */
async function problemsOfTelemetry(live, write) {
  const metrics = await live.described();
  if (write) writeFileSync(TELEMETRY, telemetryPage(metrics));
  return telemetryProblems(metrics, metricsOfPage(readFileSync(TELEMETRY, "utf8")));
}

/** Names of metrics, and patterns of names, in an expression. */
function metricsOf(expression) {
  const patterns = [...expression.matchAll(/__name__=~"([^"]+)"/g)].map(([, pattern]) => pattern);
  const names = expression.replace(/"[^"]*"/g, "").match(/\bphm_\w+|\bup\b/g) ?? [];
  return [...new Set([...patterns, ...names])];
}

/** A histogram's series end in what its name does not. */
const isThere = (metric, names) =>
  [...names].some((name) => new RegExp(`^(${metric}|${metric.replace(/_(count|sum|bucket)$/, "")})$`).test(name));

/** features is stopped for good: the alert for it fires, and no other. */
async function problemsOfOutage({ suite, firing, waitFor }) {
  const before = await firing();
  process.kill(suite.suite.process("features").pid, "SIGSTOP");
  await waitFor(async () => (await firing()).includes("PhmServiceDown"), { what: "PhmServiceDown to fire", timeoutMs: FIRING_TIMEOUT_MS });
  process.kill(suite.suite.process("features").pid, "SIGCONT");
  await waitFor(async () => !(await firing()).includes("PhmServiceDown"), { what: "PhmServiceDown to end", timeoutMs: FIRING_TIMEOUT_MS });
  return before.map((alert) => `${alert} fires on a sound suite`);
}
