/** A `ScratchBuffer` of float64: recursive filters and long sums lose their low end in float32. Valid until the next `take`. */
export class DoubleScratchBuffer {
  private buffer = new Float64Array(0);
  private view = this.buffer;

  take(length: number): Float64Array {
    if (this.buffer.length < length) this.buffer = new Float64Array(length);
    if (this.view.length !== length || this.view.buffer !== this.buffer.buffer) this.view = this.buffer.subarray(0, length);
    return this.view;
  }
}
