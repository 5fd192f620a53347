const GRAVE = ["high", "critical"];

/**
 * Grave advisories on packages of production that nobody has judged, and judgements that have expired or that nothing needs any more.
 * @param {Record<string, { module_name: string, severity: string, title: string, github_advisory_id?: string, url?: string }>} advisories
 *   as `pnpm audit --prod --json` tells them
 * @param {readonly { advisory: string, reason: string, until: string }[]} judged why an advisory does not concern us, and until when (ISO date) that holds
 * @param {string} today ISO date
 * @returns {string[]}
 */
export function advisoryProblems(advisories, judged, today) {
  const grave = Object.values(advisories).filter(({ severity }) => GRAVE.includes(severity));
  const nameOf = ({ github_advisory_id: id, url = "" }) => id ?? url;
  const standing = new Map(judged.filter(({ until, reason }) => until >= today && reason !== "").map((each) => [each.advisory, each]));
  const open = grave.filter((each) => !standing.has(nameOf(each)));
  const names = new Set(grave.map(nameOf));
  return [
    ...open.map((each) => `${each.module_name}: ${each.severity}: ${each.title} (${nameOf(each)})`),
    ...judged.filter(({ advisory }) => !names.has(advisory)).map(({ advisory }) => `${advisory} is judged and found no more: take it out`),
  ];
}
