// docs/telemetry.md: every metric of the services, as they describe them themselves.
import { table } from "../markdown-table.mjs";

const SERVICES = ["ingest", "features", "predict", "workorders", "gateway"];
/** A label with a value for each machine would make as many series as there are machines. */
const UNBOUNDED_LABELS = ["asset", "acquisition", "order", "id", "path", "point"];

/** What the page says of each metric. */
export function metricsOfPage(page) {
  return [...page.matchAll(/^\| `(phm_\w+)` \| (\w+) \| (.*?) \| (.*?) \|$/gm)].map(([, name, type, labels, help]) => ({
    name,
    type,
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
    help,
  }));
}

/** Where page and services say different things, and labels that are not bounded. */
export function telemetryProblems(metrics, documented) {
  const byName = new Map(documented.map((metric) => [metric.name, metric]));
  const there = new Set(metrics.map(({ name }) => name));
  return [
    ...metrics.flatMap((metric) => differences(metric, byName.get(metric.name))),
    ...documented.filter(({ name }) => !there.has(name)).map(({ name }) => `docs/telemetry.md has ${name}, which no service has`),
    ...metrics.flatMap(({ name, labels }) =>
      labels.filter((label) => UNBOUNDED_LABELS.includes(label)).map((label) => `${name} has the label ${label}, which is not bounded`),
    ),
  ];
}

function differences({ name, type, help, labels }, documented) {
  if (!documented) return [`docs/telemetry.md has no ${name}`];
  const isSame = documented.type === type && documented.help === cell(help) && documented.labels.join() === labels.join();
  return isSame ? [] : [`docs/telemetry.md says something else of ${name}`];
}

/** @param metrics descriptions of all services */
export function telemetryPage(metrics) {
  const rowOf = ({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(", ") || "–",
    cell(help),
  ];
  const sections = SERVICES.map((service) => {
    const rows = metrics.filter(({ name }) => name.startsWith(`phm_${service}_`)).map(rowOf);
    return `## ${service}\n\n${table(["metric", "type", "labels", "meaning"], rows)}`;
  });
  return `# Telemetry

Every metric of the services, written by \`npm run check:monitoring -- --write\` from what a suite at work says at \`/metrics/registry\`, and checked by
it: a metric without a row and a row without a metric are faults. Do not edit.

A name ends in its unit: \`_seconds\`, \`_bytes\`, \`_ratio\` (0 to 1); \`_total\` counts. No label has a value for each machine, order or acquisition: what a
single one does is in traces and logs, by its id. Names of organisations and sites are labels where a few figures are of a site.

How old measurements are when a step is done with them is told by \`phm_features_measurement_age_seconds\`, \`phm_predict_measurement_age_seconds\` and
\`phm_workorders_measurement_age_seconds\`: from the end of a live measurement, by ingest's clock, until features, what is said of the machine, and the order.

Node's own figures (\`process_*\`, \`nodejs_*\`) are those of prom-client.

${sections.join("\n\n")}
`;
}

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
