/** Bounds how many bytes are held at once, first come, first served. One that is larger than the whole budget passes alone. */
export class ByteBudget {
  private readonly waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  private held = 0;

  constructor(private readonly limit: number) {}

  get heldBytes(): number {
    return this.held;
  }

  /** Resolves when there is room; the given function makes room again (once). */
  async enter(bytes: number): Promise<() => void> {
    if (this.waiting.length > 0 || !this.fits(bytes)) await new Promise<void>((enter) => this.waiting.push({ bytes, enter }));
    else this.held += bytes;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.held -= bytes;
      this.admit();
    };
  }

  private fits(bytes: number): boolean {
    return this.held === 0 || this.held + bytes <= this.limit;
  }

  private admit(): void {
    for (let next = this.waiting[0]; next && this.fits(next.bytes); next = this.waiting[0]) {
      this.waiting.shift();
      // Counted here: whoever asks before the next one runs must see it.
      this.held += next.bytes;
      next.enter();
    }
  }
}
