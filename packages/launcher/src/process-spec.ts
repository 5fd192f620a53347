/** How to run one process of the suite, and how to tell that it is ready. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** True once the process serves; asked again and again while it starts. */
  readonly isReady: () => Promise<boolean>;
  /** The process runs under the guard: the pid that matters is the guard's child. */
  readonly guarded: boolean;
}
