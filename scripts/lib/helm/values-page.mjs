import { readFileSync } from "node:fs";
import { isMap, parseDocument } from "yaml";
import { table } from "../markdown-table.mjs";

/** The values of the chart with what their comments (`# -- …`) say of them, in the order of the file. */
export function valuesOf(file) {
  return walk(parseDocument(readFileSync(file, "utf8")).contents, []);
}

/** What a comment says of a value holds for those below it that have none. */
function walk(map, path, inherited = "") {
  return map.items.flatMap(({ key, value }, i) => {
    const here = [...path, key.value];
    const meaning = meaningOf(key.commentBefore ?? (i === 0 ? map.commentBefore : undefined)) ?? inherited;
    if (isMap(value) && value.items.length > 0) return walk(value, here, meaning);
    return [{ name: here.join("."), default: JSON.stringify(value.toJSON()), meaning }];
  });
}

const meaningOf = (comment) => /(?:^|\n) ?-- (.*)$/.exec(comment ?? "")?.[1];

export function valuesPage(values) {
  const rows = values.map(({ name, default: given, meaning }) => [`\`${name}\``, `\`${given}\``, meaning]);
  return `# Chart phm

Written by \`npm run check:helm -- --write\` from \`values.yaml\`; do not edit.

\`helm install phm helm/phm\` runs the suite with one broker and embedded stores, to try it. For production set \`nats.url\` (a cluster of three with TLS and
accounts), \`mongodb.urlSecret\` (a replica set) and \`networkPolicy\`; \`scenarios/02-production.yaml\` is an example, each scenario is rendered and checked.
\`helm test phm\` sends acquisitions of a simulated machine and waits until the API shows them. [UPGRADING.md](UPGRADING.md) says what a new version asks for.

${table(["value", "default", "meaning"], rows)}
`;
}
