/** The part of `@echogarden/pffft-wasm` 0.4.2 that we use: it ships no types. Addresses are byte offsets into its memory. */
interface PffftModule {
  /** A view of the module's memory. Replaced when the memory grows, so read it anew after each allocation. */
  readonly HEAPF32: Float32Array;
  _pffft_new_setup(length: number, kind: number): number;
  _pffft_destroy_setup(setup: number): void;
  _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: number): void;
  _pffft_aligned_malloc(bytes: number): number;
  _pffft_aligned_free(address: number): void;
}

declare module "@echogarden/pffft-wasm" {
  const load: () => Promise<PffftModule>;
  export default load;
}

declare module "@echogarden/pffft-wasm/simd" {
  const load: () => Promise<PffftModule>;
  export default load;
}
