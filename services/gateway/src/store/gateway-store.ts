import {
  type Collection,
  type CollectionSpec,
  type DocumentStore,
  type JsonOf,
  type Logger,
  openServiceStore,
  type StoreConfig,
} from "@phm/service-kit";
import { MIGRATIONS } from "../migrations/migrations.js";

/** The gateway's own records. Opened with the service, or with the first use where a part of it runs alone. */
export class GatewayStore {
  #opening: Promise<DocumentStore> | undefined;
  readonly #collections = new Map<string, Promise<unknown>>();

  constructor(
    private readonly config: StoreConfig,
    private readonly logger: Logger,
  ) {}

  /** @throws StoreUnavailable where it does not answer; the next call tries again */
  async open(): Promise<DocumentStore> {
    this.#opening ??= openServiceStore(this.config, MIGRATIONS, this.logger).then(
      ({ store }) => store,
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  /** The collection of a specification, made where it is not there yet. @throws StoreUnavailable */
  async collection<T extends JsonOf<T>>(spec: CollectionSpec): Promise<Collection<T>> {
    const known = this.#collections.get(spec.name) as Promise<Collection<T>> | undefined;
    if (known) return known;
    const opening = this.open().then((store) => store.collection<T>(spec));
    this.#collections.set(spec.name, opening);
    opening.catch(() => this.#collections.delete(spec.name));
    return opening;
  }

  async ping(): Promise<void> {
    await (await this.open()).ping();
  }

  async close(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.close();
  }
}
