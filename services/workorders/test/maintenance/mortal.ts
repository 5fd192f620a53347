/** The process was killed at this point: nothing that it would have done afterwards happens. */
export class Killed extends Error {
  constructor() {
    super("the process was killed");
  }
}

/** When a process dies: at one of the things that it does to the outside world, before it is done or after. */
export interface Death {
  /** Counted from 1. */
  readonly atEffect: number;
  readonly when: "before" | "after";
  /** Whether a new process takes its place; else one that ran beside it goes on. */
  readonly restarts: boolean;
}

/** The life of one process, told in what it does to the outside world: writes to the store, publications to the broker. */
export class Life {
  #effects = 0;
  #isOver = false;

  constructor(private readonly death?: Death) {}

  get isOver(): boolean {
    return this.#isOver;
  }

  async read<R>(work: () => Promise<R>): Promise<R> {
    this.#check();
    const result = await work();
    // Killed by what went on beside it: the answer reaches nobody.
    this.#check();
    return result;
  }

  async effect<R>(work: () => Promise<R>): Promise<R> {
    this.#effects += 1;
    const dies = this.#effects === this.death?.atEffect;
    if (dies && this.death?.when === "before") this.#isOver = true;
    const result = await this.read(work);
    if (dies) this.#isOver = true;
    this.#check();
    return result;
  }

  #check(): void {
    if (this.#isOver) throw new Killed();
  }
}

const EFFECTS = ["insert", "put", "delete", "append", "publish"];

/** The same collection, series or publisher, as far as a process lives. */
export function mortal<T extends object>(target: T, life: Life): T {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const call = (...args: unknown[]) => Reflect.apply(member, target, args) as Promise<unknown>;
      return (...args: unknown[]) => (EFFECTS.includes(String(name)) ? life.effect(() => call(...args)) : life.read(() => call(...args)));
    },
  });
}
