/** The order in which a Collector's pipeline names its parts, by the section that defines them. */
const PARTS = ["receivers", "processors", "exporters"];

/**
 * What is wrong with the structure of a Collector's configuration, in words. It is ours, not the Collector's own check: that parts are
 * defined and used, that policies of tail sampling have the settings of their type, and that memory is limited before anything is kept.
 */
export function collectorProblems(config) {
  const pipelines = Object.values(config.service?.pipelines ?? {});
  if (pipelines.length === 0) return ["no pipeline"];
  return [
    ...pipelines.flatMap((pipeline) => undefinedIn(pipeline, config)),
    ...unused(pipelines, config),
    ...policyProblems(config),
    ...late(pipelines),
  ];
}

const undefinedIn = (pipeline, config) =>
  PARTS.flatMap((part) => (pipeline[part] ?? []).filter((name) => !config[part]?.[name]).map((name) => `${part} has no ${name}`));

const unused = (pipelines, config) =>
  PARTS.flatMap((part) =>
    Object.keys(config[part] ?? {})
      .filter((name) => !pipelines.some((pipeline) => pipeline[part]?.includes(name)))
      .map((name) => `${name} of ${part} is not used`),
  );

function policyProblems({ processors }) {
  const policies = processors?.tail_sampling?.policies ?? [];
  if (policies.length === 0) return ["tail_sampling has no policies"];
  return policies
    .filter(({ type, ...settings }) => !settings[type])
    .map(({ name, type }) => `policy ${name} has no settings of its type ${type}`);
}

const late = (pipelines) =>
  pipelines.every(({ processors }) => processors?.[0] === "memory_limiter") ? [] : ["memory_limiter is not first"];
