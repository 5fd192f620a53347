// What every manifest must keep to, as a function from one object to the problems with it; and what breaks each, so that it is known to be seen.

const WORKLOADS = new Set(["Deployment", "StatefulSet", "CronJob", "Pod"]);

/** The pod of a workload, wherever the kind keeps it; undefined for what runs nothing. */
export function podOf({ kind, spec }) {
  if (!WORKLOADS.has(kind)) return undefined;
  if (kind === "Pod") return spec;
  return (kind === "CronJob" ? spec.jobTemplate.spec.template : spec.template).spec;
}

const containersOf = (object) => podOf(object)?.containers ?? [];
const eachContainer = (holds) => (object) => containersOf(object).every(holds);
const eachPod = (holds) => (object) => podOf(object) === undefined || holds(podOf(object));

/** @type {readonly { name: string, holds: (object: object) => boolean, break: (object: object) => void }[]} */
export const POLICIES = [
  {
    name: "no container is privileged or may become so",
    holds: eachContainer(
      ({ securityContext: s }) => s?.privileged !== true && s?.allowPrivilegeEscalation === false && s.capabilities?.drop?.includes("ALL"),
    ),
    break: (object) => {
      containersOf(object)[0].securityContext.privileged = true;
    },
  },
  {
    name: "the root file system is read-only",
    holds: eachContainer(({ securityContext: s }) => s?.readOnlyRootFilesystem === true),
    break: (object) => void delete containersOf(object)[0].securityContext.readOnlyRootFilesystem,
  },
  {
    name: "nobody runs as root, and the runtime's filter of system calls is on",
    holds: eachPod(({ securityContext: s }) => s?.runAsNonRoot === true && s.seccompProfile?.type === "RuntimeDefault"),
    break: (object) => {
      podOf(object).securityContext.runAsNonRoot = false;
    },
  },
  {
    name: "nothing of the node is shared",
    holds: eachPod((pod) => !pod.hostNetwork && !pod.hostPID && !pod.hostIPC && !(pod.volumes ?? []).some(({ hostPath }) => hostPath)),
    break: (object) => {
      podOf(object).hostNetwork = true;
    },
  },
  {
    name: "no token of the cluster's API is mounted",
    holds: eachPod((pod) => pod.automountServiceAccountToken === false && pod.serviceAccountName !== undefined),
    break: (object) => void delete podOf(object).automountServiceAccountToken,
  },
  {
    name: "an image has a version or a digest, and it is not latest",
    holds: eachContainer(({ image }) => /@sha256:[0-9a-f]{64}$/.test(image) || (/:[^/:]+$/.test(image) && !image.endsWith(":latest"))),
    break: (object) => {
      containersOf(object)[0].image = "phm:latest";
    },
  },
  {
    name: "processor and memory are asked for and limited",
    holds: eachContainer(({ resources: r }) => Boolean(r?.requests?.cpu && r.requests.memory && r.limits?.memory)),
    break: (object) => void delete containersOf(object)[0].resources.limits,
  },
  {
    name: "what serves says when it is ready",
    holds: (object) =>
      ["CronJob", "Pod"].includes(object.kind) ||
      eachContainer(({ readinessProbe, startupProbe }) => readinessProbe && startupProbe)(object),
    break: (object) => void delete containersOf(object)[0].readinessProbe,
  },
  {
    name: "no secret stands in a manifest",
    holds: (object) =>
      object.kind !== "Secret" &&
      containersOf(object).every(({ env = [] }) =>
        env.every(({ name, value }) => !/PASSWORD|TOKEN|MONGODB_URL/.test(name) || value === undefined),
      ),
    break: (object) => void containersOf(object)[0].env.push({ name: "MONGODB_URL", value: "mongodb://user:password@host" }),
  },
  {
    name: "everything has the labels by which it is found",
    holds: ({ metadata: { labels = {} } }) =>
      ["name", "instance", "component"].every((label) => labels[`app.kubernetes.io/${label}`] !== undefined),
    break: (object) => void delete object.metadata.labels["app.kubernetes.io/component"],
  },
];

/** Which policies an object breaks, by name. */
export const brokenBy = (object) => POLICIES.filter(({ holds }) => !holds(object)).map(({ name }) => name);

/** Policies that do not see what is planted against them. @param object a Deployment that keeps to all */
export function blindPolicies(object) {
  return POLICIES.filter((policy) => {
    const broken = structuredClone(object);
    policy.break(broken);
    return policy.holds(broken);
  }).map(({ name }) => name);
}
