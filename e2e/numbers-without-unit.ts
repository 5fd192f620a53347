/** Last word of a name that carries a unit (Ln: a natural logarithm), or says that there is none. */
const UNIT = /(?:Hz|Days|Minutes|S|Db|Ln|Rpm|MmPerS|Mm|Um|Deg|N|A|W|Ratio|Probability|Pairs|[Cc]ount|[Bb]ytes|BytesPerDay)$/;
/** What is counted, ranked or a ratio by definition. */
const PURE = new Set([
  "acquisitions",
  "lateAcquisitions",
  "balls",
  "bpfi",
  "bpfo",
  "bsf",
  "confidence",
  "fatigueExponent",
  "ftf",
  "group",
  "harmonics",
  "health",
  "lives",
  "number",
  "order",
  "probability",
  "rank",
  "sequence",
  "stage",
  "version",
]);
/** Kinds of evidence whose value and limit are multiples of a reference. */
const RATIO_EVIDENCE = new Set(["level_rise", "ratio"]);

/** The paths of the numbers in an answer of the API that neither their name nor a unit beside them explains. */
export function numbersWithoutUnit(answer: unknown): string[] {
  return [...find(answer, "", "", {})];
}

function* find(value: unknown, path: string, name: string, parent: object): Generator<string> {
  if (typeof value === "number") {
    if (!isExplained(name, parent)) yield path;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* find(item, path, name, parent);
  } else if (typeof value === "object" && value !== null) {
    // Columns take the unit of the answer that they stand in.
    const context = name === "columns" ? parent : value;
    for (const [key, inner] of Object.entries(value)) {
      // A value with where it is from is called by what it is the value of.
      yield* find(inner, path === "" ? key : `${path}.${key}`, key === "value" && isExplained(name, {}) ? name : key, context);
    }
  }
}

function isExplained(name: string, parent: object): boolean {
  if (UNIT.test(name) || PURE.has(name) || "unit" in parent) return true;
  // A change is in the unit of the figure that its label names.
  if ("kind" in parent && parent.kind === "change" && "label" in parent) return true;
  return "kind" in parent && RATIO_EVIDENCE.has(String(parent.kind));
}
