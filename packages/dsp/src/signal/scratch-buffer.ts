/**
 * A work buffer that grows to the longest length asked for and is then reused.
 * What `take` returns holds old values and is valid until the next `take`: write all of it, never hand it to a caller.
 */
export class ScratchBuffer {
  private buffer = new Float32Array(0);
  private view = this.buffer;

  take(length: number): Float32Array {
    if (this.buffer.length < length) this.buffer = new Float32Array(length);
    if (this.view.length !== length || this.view.buffer !== this.buffer.buffer) this.view = this.buffer.subarray(0, length);
    return this.view;
  }
}
