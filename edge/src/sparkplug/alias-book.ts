import type { UMetric } from "sparkplug-payload/lib/sparkplugbpayload.js";

const LAST_SEQUENCE = 255;

/** What one edge node's births have told: names of aliases, and where its sequence stands. */
export class AliasBook {
  private readonly names = new Map<string, string>();
  private lastSequence: number | undefined;

  /** A birth of the node itself begins everything anew. */
  reset(): void {
    this.names.clear();
    this.lastSequence = undefined;
  }

  learn(metrics: readonly UMetric[]): void {
    for (const { name, alias } of metrics) if (name && alias !== undefined && alias !== null) this.names.set(String(alias), name);
  }

  /** Undefined for an alias that no birth has told. */
  nameOf({ name, alias }: UMetric): string | undefined {
    return name || (alias === undefined || alias === null ? undefined : this.names.get(String(alias)));
  }

  /** Notes a message's number. False where messages are missing before it, or the node's birth is. */
  follows(sequence: number): boolean {
    const expected = this.lastSequence === undefined ? undefined : (this.lastSequence + 1) % (LAST_SEQUENCE + 1);
    this.lastSequence = sequence;
    return expected === sequence;
  }

  /** A birth's own number. */
  begin(sequence: number): void {
    this.lastSequence = sequence;
  }
}
