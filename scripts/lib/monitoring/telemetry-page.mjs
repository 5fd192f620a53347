// docs/telemetry.md: every metric of the services, as Prometheus has met them. Labels are those that were seen, and those that the page knows
// already: a counter that has counted nothing yet shows none.
import { table } from "../markdown-table.mjs";

const SERVICES = ["ingest", "features", "predict", "workorders", "gateway"];
/** Of the scrape, not of the metric. */
const SCRAPE_LABELS = ["__name__", "component", "instance", "job", "le"];
/** A label with a value for each machine would make as many series as there are machines. */
const UNBOUNDED_LABELS = ["asset", "acquisition", "order", "id", "path", "point"];

/** @param metadata Prometheus's, @param series its series' labels @returns metrics of our own, by name */
export function ownMetrics(metadata, series) {
  const labels = new Map();
  for (const each of series) {
    const name = familyOf(each.__name__, metadata);
    const known = labels.get(name) ?? new Set();
    for (const label of Object.keys(each)) if (!SCRAPE_LABELS.includes(label)) known.add(label);
    labels.set(name, known);
  }
  return Object.entries(metadata)
    .filter(([name]) => name.startsWith("phm_"))
    .map(([name, [{ type, help }]]) => ({ name, type, help, labels: [...(labels.get(name) ?? [])].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

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
  const unknown = labels.filter((label) => !documented.labels.includes(label));
  return [
    ...(documented.type === type && documented.help === cell(help) ? [] : [`docs/telemetry.md says something else of ${name}`]),
    ...unknown.map((label) => `docs/telemetry.md has no label ${label} of ${name}`),
  ];
}

export function telemetryPage(metrics, documented) {
  const known = new Map(documented.map(({ name, labels }) => [name, labels]));
  const rowOf = ({ name, type, labels, help }) => {
    const all = [...new Set([...labels, ...(known.get(name) ?? [])])].sort();
    return [`\`${name}\``, type, all.map((label) => `\`${label}\``).join(", ") || "–", cell(help)];
  };
  const sections = SERVICES.map((service) => {
    const rows = metrics.filter(({ name }) => name.startsWith(`phm_${service}_`)).map(rowOf);
    return `## ${service}\n\n${table(["metric", "type", "labels", "meaning"], rows)}`;
  });
  return `# Telemetry

Every metric of the services, written by \`npm run check:monitoring -- --write\` from what a real Prometheus finds of a suite at work, and checked by
it: a metric without a row, a row without a metric and a label that the page does not know are faults. Do not edit.

A name ends in its unit: \`_seconds\`, \`_bytes\`, \`_ratio\` (0 to 1); \`_total\` counts. No label has a value for each machine, order or acquisition: what a
single one does is in traces and logs, by its id. Names of organisations and sites are labels where a few figures are of a site.

How old measurements are when a step is done with them is told by \`phm_features_measurement_age_seconds\`, \`phm_predict_measurement_age_seconds\` and
\`phm_workorders_measurement_age_seconds\`: from the end of a live measurement, by ingest's clock, until features, what is said of the machine, and the order.

Node's own figures (\`process_*\`, \`nodejs_*\`) are those of prom-client.

${sections.join("\n\n")}
`;
}

/** A histogram's and a summary's series have names of their own. */
function familyOf(name, metadata) {
  return name in metadata ? name : name.replace(/_(bucket|sum|count)$/, "");
}

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
