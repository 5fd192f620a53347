/** One data set of a universal file: between two lines of `-1`. */
export interface UffDataset {
  /** `58`, `58b`, `151` … */
  readonly kind: string;
  /** The line that names the kind; a binary set tells there how it is stored. */
  readonly title: string;
  /** Line of the title in the file, from 1. */
  readonly line: number;
  /** The lines that are text; of a binary set its heading only. */
  readonly lines: readonly string[];
  /** What follows the heading of a binary set; empty otherwise. */
  readonly binary: Uint8Array;
}

const DELIMITER = /^ {4}-1\s*$/;
/** Lines of a binary set's heading, behind its title. */
const HEADING_LINES = 11;

/** Reads lines up to their end; a line may be followed by bytes that are no text. */
class Lines {
  at = 0;
  line = 0;
  constructor(readonly bytes: Uint8Array) {}

  next(): string | undefined {
    if (this.at >= this.bytes.length) return undefined;
    const end = this.bytes.indexOf(0x0a, this.at);
    const text = Buffer.from(this.bytes.subarray(this.at, end < 0 ? undefined : end)).toString("latin1");
    this.at = end < 0 ? this.bytes.length : end + 1;
    this.line++;
    return text.replace(/\r$/, "");
  }
}

/** The data sets of a universal file in turn; what stands outside of them is left out. */
export function* uffDatasets(bytes: Uint8Array): Generator<UffDataset> {
  const source = new Lines(bytes);
  for (let text = source.next(); text !== undefined; text = source.next()) {
    if (!DELIMITER.test(text)) continue;
    const title = source.next();
    if (title === undefined) return;
    const kind = title.trim().split(/\s+/)[0] ?? "";
    yield { kind, title, line: source.line, ...contentOf(source, kind, title) };
  }
}

function contentOf(source: Lines, kind: string, title: string): Pick<UffDataset, "lines" | "binary"> {
  const lines: string[] = [];
  const isBinary = /b$/i.test(kind);
  for (let text = source.next(); text !== undefined && !DELIMITER.test(text); text = source.next()) {
    lines.push(text);
    if (isBinary && lines.length === HEADING_LINES) {
      const start = source.at;
      source.at = Math.min(start + binaryBytes(title), source.bytes.length);
      const binary = source.bytes.subarray(start, source.at);
      skipToDelimiter(source);
      return { lines, binary };
    }
  }
  return { lines, binary: new Uint8Array(0) };
}

/** The fifth number of the title: bytes behind the heading. */
function binaryBytes(title: string): number {
  return Number(title.trim().split(/\s+/)[4] ?? 0) || 0;
}

function skipToDelimiter(source: Lines): void {
  for (let text = source.next(); text !== undefined && !DELIMITER.test(text); ) text = source.next();
}
