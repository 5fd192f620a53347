// The fences of DESIGN.md, "imports point down, values flow right", as rules that fail the build.
// They are allow lists: what a table does not name is reported, so a new package or a new import is fenced until somebody decides.
// swc does not tell `import type` from `import`; that is wanted here: a type couples two packages as much as a value does.

const SCIENCE = {
  dsp: ["domain"],
  diagnostics: ["domain", "dsp"],
  prognostics: ["domain", "dsp", "diagnostics"],
  advisory: ["domain", "dsp", "diagnostics", "prognostics"],
};
const SCIENCE_NAMES = Object.keys(SCIENCE);
const WIRE = ["domain", "contracts", "service-kit"];

/** Which workspace packages each package may import, from the ground up. The testkit is in no list: it is for tests and e2e. */
const MAY_IMPORT = {
  domain: [],
  ...SCIENCE,
  learning: ["domain", ...SCIENCE_NAMES],
  pipeline: ["domain", ...SCIENCE_NAMES, "learning"],
  contracts: ["domain"],
  "service-kit": ["domain", "contracts"],
  sender: WIRE,
  launcher: WIRE,
  bundle: ["domain"],
  "exchange-files": ["domain"],
  "measurement-files": ["domain"],
  simulator: ["domain"],
  twin: ["domain", "dsp", "simulator"],
  testkit: [...WIRE, ...SCIENCE_NAMES, "learning", "pipeline", "sender", "launcher", "bundle", "simulator", "twin"],
};
const SERVICES_MAY_IMPORT = [...WIRE, ...SCIENCE_NAMES, "learning", "pipeline", "twin", "bundle", "exchange-files", "measurement-files"];
/** The connectors at the machine stand before ingest and know nothing of the science behind it. */
const EDGE_MAY_IMPORT = [...WIRE, "sender", "measurement-files"];
const CLI_MAY_IMPORT = Object.keys(MAY_IMPORT).filter((name) => name !== "testkit");

/** Packages without Node built-ins and without npm packages, but for the kernels an ADR allows. */
const PURE_MAY_IMPORT_FROM_NPM = {
  domain: [],
  dsp: ["@echogarden/pffft-wasm"],
  diagnostics: [],
  prognostics: [],
  advisory: [],
  learning: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm", "@tensorflow/tfjs-node"],
  pipeline: [],
  simulator: [],
  twin: [],
};

const TEST_CODE = "(\\.test\\.ts$|^(packages|services)/[^/]+/test/|^edge/test/)";
const anyOf = (names) => `(${names.join("|")})`;

const pointsDown = (name, allowed) => ({
  name: `imports-point-down:${name}`,
  comment: `packages/${name} may import ${allowed.length === 0 ? "no workspace package" : allowed.join(", ")}.`,
  severity: "error",
  from: { path: `^packages/${name}/`, pathNot: TEST_CODE },
  to: { path: "^(packages|cli)/", pathNot: `^packages/${anyOf([name, ...allowed])}/` },
});

const isPure = ([name, npm]) => ({
  name: `is-pure:${name}`,
  comment: `packages/${name} is pure: no Node built-in, no npm package${npm.length > 0 ? ` but ${npm.join(", ")} (by ADR)` : ""}.`,
  severity: "error",
  from: { path: `^packages/${name}/`, pathNot: TEST_CODE },
  to: { pathNot: ["^(packages|services|cli)/", ...npm.map((id) => `(^|/)node_modules/${id}/`)] },
});

module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([name, allowed]) => pointsDown(name, allowed)),
    ...Object.entries(PURE_MAY_IMPORT_FROM_NPM).map(isPure),
    {
      name: "every-package-has-a-layer",
      comment: "A package that MAY_IMPORT does not name imports nothing: add it to the table first.",
      severity: "error",
      from: { path: "^packages/", pathNot: `^packages/${anyOf(Object.keys(MAY_IMPORT))}/` },
      to: {},
    },
    {
      name: "imports-point-down:services",
      comment: `A service may import ${SERVICES_MAY_IMPORT.join(", ")}.`,
      severity: "error",
      from: { path: "^services/", pathNot: TEST_CODE },
      to: { path: "^(packages|cli)/", pathNot: `^packages/${anyOf(SERVICES_MAY_IMPORT)}/` },
    },
    {
      name: "imports-point-down:cli",
      comment: "The CLI may import every package but the testkit.",
      severity: "error",
      from: { path: "^cli/", pathNot: TEST_CODE },
      to: { path: "^packages/", pathNot: `^packages/${anyOf(CLI_MAY_IMPORT)}/` },
    },
    {
      name: "imports-point-down:edge",
      comment: `The connectors may import ${EDGE_MAY_IMPORT.join(", ")}.`,
      severity: "error",
      from: { path: "^edge/", pathNot: TEST_CODE },
      to: { path: "^(packages|services|cli)/", pathNot: `^packages/${anyOf(EDGE_MAY_IMPORT)}/` },
    },
    {
      name: "no-service-imports-a-service",
      comment: "Services share contracts, never code: not in tests either.",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^services/", pathNot: "^services/$1/" },
    },
    {
      name: "nobody-imports-services",
      comment: "Services are run, not imported: by packages, the CLI, the benchmarks and their tests.",
      severity: "error",
      from: { path: "^(packages|cli|bench|scripts)/" },
      to: { path: "^services/" },
    },
    {
      name: "through-the-front-door",
      comment: "Another package is imported by its name, never by a path into its folder.",
      severity: "error",
      from: { path: "^(packages/[^/]+|services/[^/]+|cli|edge|e2e|bench)/" },
      to: {
        path: "^(packages|services|cli|edge)/",
        pathNot: "^$1/",
        dependencyTypes: ["local"],
        dependencyTypesNot: ["aliased-workspace"],
      },
    },
    {
      name: "only-main-touches-process",
      comment:
        "In a service only src/main.ts touches the process (scripts/lib/source-text.mjs has the half of this rule that is no import).",
      severity: "error",
      from: { path: "^services/[^/]+/src/", pathNot: ["^services/[^/]+/src/main\\.ts$", TEST_CODE] },
      to: { path: "^(node:)?process$", dependencyTypes: ["core"] },
    },
    {
      name: "declared-dependencies-only",
      comment: "What is imported is named in the package's own package.json, under dependencies.",
      severity: "error",
      from: { path: "^(packages|services|cli|edge)/", pathNot: TEST_CODE },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
    },
    {
      name: "scripts-are-plain-node",
      comment:
        "scripts/ run before anything is installed: Node built-ins and each other, nothing else; but for what a check loads once all is installed (lib/helm), and the faults and requests that two drive.",
      severity: "error",
      from: { path: "^scripts/", pathNot: [TEST_CODE, "^scripts/lib/helm/"] },
      to: { pathNot: "^(scripts|e2e/faults|e2e/api-fuzz)/", dependencyTypesNot: ["core"] },
    },
    { name: "no-cycles", comment: "Two files that need each other are one file.", severity: "error", from: {}, to: { circular: true } },
    {
      name: "resolves",
      comment: "An import that cannot be resolved cannot be fenced either.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    // The benchmark's pages are bundled with the console, whose code they are.
    exclude: { path: ["(^|/)dist/", "^e2e/fences/planted/", "^bench/console/"] },
    enhancedResolveOptions: {
      // Workspace packages resolve to their sources through the `source` condition of their `exports`, as in the tests.
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
