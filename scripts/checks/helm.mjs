// The chart: linted, rendered over its scenarios and compared with what was rendered before, held against the schemas of Kubernetes and
// against policies, each of which is shown to see what is planted against it; values that contradict each other are refused in a sentence.
// The Collector's configuration beside the chart is held against rules of its structure.
//   npm run check:helm
//   npm run check:helm -- --write    writes what the scenarios render to, and the chart's page
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

export const needsBuild = false;

const CHART = fromRoot("helm", "phm");
const SCENARIOS = join(CHART, "scenarios");
const RENDERED = join(SCENARIOS, "rendered");
/** Oldest and newest that the chart is for: it must render for both. */
const KUBERNETES = ["1.28.0", "1.31.0", "1.34.0"];
/** What must not be installed, and what the refusal must say. */
const REFUSED = [
  ["image.tag=latest", "name a version"],
  ["services.predict.replicas=2", "mongodb.urlSecret.name"],
  ["services.ingest.replicas=2", "services/ingest/replicas"],
  ["nats.embedded.enabled=false", "no broker"],
  ["backup.enabled=true", "needs MongoDB"],
  ["durability=fast", "/durability"],
  ["ingress.enabled=true,ingress.host=a.example", "ingress.tlsSecret"],
  ["gateway.keys.testKey.existingSecret=a", "gateway.keys.existingSecret"],
  ["gateway.keys.existingSecret=a", "gateway.keys.testKey.existingSecret"],
  ["gateway.oidc.issuer=https://login.example", "gateway.oidc.audience"],
  ["gateway.oidc.issuer=http://login.example,gateway.oidc.audience=phm", "/gateway/oidc/issuer"],
  ["gateway.oidc.clientId=a", "ingress.host"],
  ["grpc.keys.existingSecret=a", "grpc.serviceKey.existingSecret"],
  ["grpc.serviceKey.existingSecret=a", "grpc.keys.existingSecret"],
  ["unknown=1", "unknown"],
];

export async function run(args) {
  if (args.some((argument) => argument !== "--write")) throw new Failure("usage: npm run check:helm [-- --write]");
  const tools = {
    ...(await import("../lib/helm/helm-program.mjs")),
    ...(await import("../lib/helm/kubernetes-schema.mjs")),
    ...(await import("../lib/helm/policies.mjs")),
    ...(await import("../lib/helm/collector-problems.mjs")),
    ...(await import("../lib/helm/values-page.mjs")),
    ...(await import("yaml")),
  };
  const program = tools.ensureHelm();
  const write = args.includes("--write");
  const scenarios = readdirSync(SCENARIOS).filter((name) => name.endsWith(".yaml"));
  const problems = [];
  let objects = 0;
  let deployment;
  for (const scenario of scenarios) {
    const { found, count, sample } = await problemsOf(scenario, program, tools, write);
    problems.push(...found.map((problem) => `${scenario}: ${problem}`));
    objects += count;
    deployment ??= sample;
  }
  problems.push(...tools.blindPolicies(deployment).map((name) => `planted against "${name}", and not seen`));
  const { selector: _, ...unselective } = deployment.spec;
  const seen = await tools.schemaProblems({ ...deployment, spec: unselective });
  if (seen.length !== tools.SCHEMA_VERSIONS.length) problems.push(`a Deployment without selector is seen by ${seen.length} schemas alone`);
  problems.push(...collectorFaults(tools));
  problems.push(...(await notRefused(program, tools)), ...pageProblems(tools, write));
  for (const problem of problems) say(problem);
  const counts = {
    scenarios: scenarios.length,
    kubernetes: KUBERNETES.length,
    schemas: tools.SCHEMA_VERSIONS,
    objects,
    policies: tools.POLICIES.length,
    refused: REFUSED.length,
  };
  return { ok: problems.length === 0, ...counts, problems: problems.length };
}

/** Lints and renders one scenario for each version of Kubernetes. */
async function problemsOf(scenario, program, tools, write) {
  const { helm, parseAllDocuments, schemaProblems, brokenBy } = tools;
  const values = ["--values", join(SCENARIOS, scenario)];
  const lint = await helm(program, "lint", "--strict", CHART, ...values);
  const renders = await Promise.all(
    KUBERNETES.map((version) => helm(program, "template", "phm", CHART, "--namespace", "phm", "--kube-version", version, ...values)),
  );
  const found = [...(lint.code === 0 ? [] : [lint.all.trim()]), ...renders.filter(({ code }) => code !== 0).map(({ all }) => all.trim())];
  if (found.length > 0) return { found, count: 0 };
  const text = renders[0].stdout;
  if (renders.some(({ stdout }) => stdout !== text)) found.push("renders differently for different versions of Kubernetes");
  const objects = parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
  for (const object of objects) {
    const name = `${object.kind} ${object.metadata.name}`;
    const wrong = await schemaProblems(object);
    found.push(...wrong.map((problem) => `${name}: ${problem}`), ...brokenBy(object).map((policy) => `${name} breaks "${policy}"`));
  }
  found.push(...twice(objects), ...compared(scenario, text, write));
  return { found, count: objects.length, sample: objects.find(({ kind }) => kind === "Deployment") };
}

/** The Collector's configuration, and that a policy without settings, a part that is not there and a late limit are seen. */
function collectorFaults({ parse, collectorProblems }) {
  const file = join(CHART, "collector", "tail-sampling.yaml");
  const config = parse(readFileSync(file, "utf8"));
  const broken = structuredClone(config);
  delete broken.processors.tail_sampling.policies[0].status_code;
  broken.service.pipelines.traces.exporters = ["nowhere"];
  broken.service.pipelines.traces.processors.reverse();
  const seen = collectorProblems(broken).length;
  return [
    ...collectorProblems(config).map((problem) => `collector: ${problem}`),
    ...(seen === 4 ? [] : [`collector: ${seen} of 4 planted faults seen`]),
  ];
}

function twice(objects) {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name} is there twice`);
}

/** The whole of what was rendered, against what somebody has looked at and committed. */
function compared(scenario, text, write) {
  const file = join(RENDERED, scenario);
  if (write) {
    mkdirSync(RENDERED, { recursive: true });
    writeFileSync(file, text);
    return [];
  }
  if (existsSync(file) && readFileSync(file, "utf8") === text) return [];
  return ["does not render as scenarios/rendered has it; look at the difference, then npm run check:helm -- --write"];
}

async function notRefused(program, { helm }) {
  const answers = await Promise.all(REFUSED.map(([set]) => helm(program, "template", "phm", CHART, "--set", set)));
  return REFUSED.flatMap(([set, says], i) => {
    const { code, all } = answers[i];
    return code !== 0 && all.includes(says) ? [] : [`--set ${set} is not refused with "${says}"`];
  });
}

/** Every value has a meaning, and the page is that of the values. */
function pageProblems({ valuesOf, valuesPage }, write) {
  const values = valuesOf(join(CHART, "values.yaml"));
  const page = join(CHART, "README.md");
  const text = valuesPage(values);
  if (write) writeFileSync(page, text);
  const unexplained = values
    .filter(({ meaning }) => meaning === "")
    .map(({ name }) => `value ${name} has no comment that says what it means`);
  if (unexplained.length > 0) return unexplained;
  return existsSync(page) && readFileSync(page, "utf8") === text
    ? []
    : ["helm/phm/README.md is not that of values.yaml: npm run check:helm -- --write"];
}
