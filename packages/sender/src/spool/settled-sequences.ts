/** Which records are settled. They settle in any order; what counts for clearing away is up to where all are. */
export class SettledSequences {
  private readonly beyond = new Set<number>();

  /** @param through every sequence up to this one is settled */
  constructor(public through: number) {}

  /** False when it was settled before. */
  settle(sequence: number): boolean {
    if (this.has(sequence)) return false;
    this.beyond.add(sequence);
    while (this.beyond.delete(this.through + 1)) this.through += 1;
    return true;
  }

  /** Settles all from `from` to `to`, both included. Returns how many were not settled before. */
  settleAll(from: number, to: number): number {
    let newly = 0;
    for (let sequence = Math.max(from, this.through + 1); sequence <= to; sequence++) if (this.settle(sequence)) newly += 1;
    return newly;
  }

  has(sequence: number): boolean {
    return sequence <= this.through || this.beyond.has(sequence);
  }

  /** Settled ones past `through`. */
  get ahead(): number {
    return this.beyond.size;
  }
}
