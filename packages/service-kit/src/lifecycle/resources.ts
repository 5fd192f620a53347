interface Held {
  readonly name: string;
  readonly close: () => void | Promise<void>;
}

/** What has been opened, to be closed in reverse order; every close is attempted, also when others fail. */
export class Resources {
  #held: Held[] = [];
  #closing: Promise<void> | undefined;

  /** Takes charge of a resource and gives it back: `const link = resources.use("nats", await connect(), (l) => l.close())`. */
  use<T>(name: string, resource: T, close: (resource: T) => void | Promise<void>): T {
    this.#held.push({ name, close: () => close(resource) });
    return resource;
  }

  /**
   * Closes everything, last opened first. Idempotent.
   * @throws AggregateError of all failures, when all have been attempted.
   */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const failures: Error[] = [];
    for (const { name, close } of this.#held.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(new Error(`closing ${name} failed`, { cause: error }));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map((failure) => failure.message).join("; "));
  }
}
