/** Kinds of others, whose schemas do not come with Kubernetes. */
const CUSTOM = new Set(["ServiceMonitor", "ScaledObject", "PrometheusRule"]);

/**
 * The package that has a version's schemas. The page of the second and third still names 1.27; what they have tells: ServiceCIDR of
 * networking.k8s.io/v1 came with 1.33, a container's `restartPolicyRules` (not in the second) with 1.34, a pod's `schedulingGroup` with 1.36.
 */
const PACKAGES = { 1.25: "kubernetes-models-oldest", 1.33: "kubernetes-models", 1.36: "kubernetes-models-newest" };

/** The versions of Kubernetes that objects are held against. */
export const SCHEMA_VERSIONS = Object.keys(PACKAGES);

/** What is wrong with an object by the schemas of its kind, with the version that says so. */
export async function schemaProblems(object) {
  if (CUSTOM.has(object.kind)) return [];
  const problems = await Promise.all(SCHEMA_VERSIONS.map((version) => problemBy(version, object)));
  return problems.flatMap((problem, i) => (problem === undefined ? [] : [`Kubernetes ${SCHEMA_VERSIONS[i]}: ${problem}`]));
}

async function problemBy(version, object) {
  const Model = (await modelsOf(version, object.apiVersion))[object.kind];
  if (!Model) return `${object.apiVersion} has no ${object.kind}`;
  try {
    new Model(object).validate();
    return undefined;
  } catch (error) {
    return String(error.message);
  }
}

/** By kind, of an apiVersion such as `v1` or `apps/v1`; empty where that version has none of that name. */
const modelsOf = (version, apiVersion) => import(`${PACKAGES[version]}/${apiVersion}`).catch(() => ({}));
