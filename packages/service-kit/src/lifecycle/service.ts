/** What every service is. All three are idempotent: calling one twice does its work once. */
export interface Service {
  /** Resolves when the service serves. Rejects with what is wrong, having released what it had taken. */
  start(): Promise<void>;
  /** Takes no new work and finishes the work in hand. */
  drain?(): Promise<void>;
  /** Releases everything. Called after `drain`, also when draining failed or took too long. */
  stop(): Promise<void>;
}

/** What `runService` needs to know from the service's configuration. */
export interface LifecycleConfig {
  /** Longest time for drain and stop together, ms. */
  readonly drainDeadlineMs: number;
  /** Stop when the parent process closes the IPC channel. */
  readonly parentWatch: boolean;
}
