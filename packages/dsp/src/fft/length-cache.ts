interface Entry<Value> {
  readonly length: number;
  readonly value: Value;
  usedAt: number;
}

/**
 * Keeps what is made once per length (plans, windows). The number of entries is bounded because lengths come from
 * outside: a sender of ever new lengths must not fill the memory. The one unused for longest goes first.
 * A plain list, because asking for a known length must not allocate, and a Map that is kept in order of use does.
 */
export class LengthCache<Value> {
  private readonly entries: Entry<Value>[] = [];
  private uses = 0;

  constructor(
    private readonly make: (length: number) => Value,
    private readonly dispose: (value: Value) => void = () => {},
    private readonly maxEntries = 16,
  ) {}

  get(length: number): Value {
    this.uses++;
    for (let i = 0; i < this.entries.length; i++) {
      const entry = this.entries[i] as Entry<Value>;
      if (entry.length !== length) continue;
      entry.usedAt = this.uses;
      return entry.value;
    }
    return this.add(length);
  }

  private add(length: number): Value {
    const value = this.make(length);
    if (this.entries.length >= this.maxEntries) this.evict();
    this.entries.push({ length, value, usedAt: this.uses });
    return value;
  }

  private evict(): void {
    const oldest = this.entries.reduce((a, b) => (b.usedAt < a.usedAt ? b : a));
    this.entries.splice(this.entries.indexOf(oldest), 1);
    this.dispose(oldest.value);
  }
}
