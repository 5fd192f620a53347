/** `waiting`: not yet connected. `lost`: what is shown may be old. */
export type LiveState = "waiting" | "live" | "lost";

export const EVENT_KINDS = ["condition", "prognosis", "alarm", "advisory", "workorder"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What has changed, as the gateway tells it. */
export interface LiveEvent {
  readonly kind: EventKind;
  readonly site: string;
  readonly asset: string;
  /** Of the record, where the kind has records of its own. */
  readonly id?: string;
}

/** What is asked of an `EventSource`. */
export type Source = Pick<EventSource, "addEventListener" | "close" | "readyState">;

const CLOSED = 2;
const REOPEN_MS = 5_000;

interface Ears {
  readonly onEvent: (event: LiveEvent) => void;
  /** Events were missed that are not told any more: whatever is shown must be read anew. */
  readonly onMissed: () => void;
}

/** Listens to what happens, and comes back by itself after every end of the stream. */
export class LiveFeed {
  #state: LiveState = "waiting";
  #source: Source | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watchers = new Set<() => void>();

  constructor(private readonly open: () => Source) {}

  get state(): LiveState {
    return this.#state;
  }

  /** @returns a function that ends the watching */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** @returns a function that ends the listening */
  start(ears: Ears): () => void {
    this.#connect(ears, false);
    return () => {
      clearTimeout(this.#timer);
      this.#source?.close();
    };
  }

  /** @param isLater whether another stream was there before, which has told up to some event that is not known here */
  #connect(ears: Ears, isLater: boolean): void {
    const source = this.open();
    this.#source = source;
    source.addEventListener("ready", () => {
      if (isLater) ears.onMissed();
      isLater = false;
      this.#be("live");
    });
    source.addEventListener("reset", () => {
      ears.onMissed();
      this.#be("live");
    });
    for (const kind of EVENT_KINDS)
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => ears.onEvent({ ...(JSON.parse(data) as LiveEvent), kind }));
    source.addEventListener("error", () => {
      this.#be("lost");
      // A cut stream is taken up by the browser itself, with the last event; a refused one is not.
      if (source.readyState === CLOSED) this.#timer = setTimeout(() => this.#connect(ears, true), REOPEN_MS);
    });
  }

  #be(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
