/**
 * Keeps what is made once per length (plans, windows). The number of entries is bounded because lengths come from
 * outside: a sender of ever new lengths must not fill the memory. The one unused for longest goes first.
 */
export class LengthCache<Value> {
  private readonly entries = new Map<number, Value>();

  constructor(
    private readonly make: (length: number) => Value,
    private readonly dispose: (value: Value) => void = () => {},
    private readonly maxEntries = 16,
  ) {}

  get(length: number): Value {
    const known = this.entries.get(length);
    const value = known ?? this.make(length);
    this.entries.delete(length);
    this.entries.set(length, value);
    if (known === undefined) this.evict();
    return value;
  }

  private evict(): void {
    for (const [length, value] of this.entries) {
      if (this.entries.size <= this.maxEntries) return;
      this.entries.delete(length);
      this.dispose(value);
    }
  }
}
