import type { DocumentStore } from "../port.js";

/** How far a migration has come; kept in the store, so that one that was cut short goes on there. */
export interface MigrationProgress {
  /** What `reached` was given last; left out at the start. */
  readonly from?: string;
  /** Call when everything up to here is on record. */
  reached(position: string): Promise<void>;
}

/** One step from the shape of an earlier release's documents to the next. Forward only: what it has done is never taken back. */
export interface Migration {
  /** 1, 2, 3, … in the order of the list: the schema that it leads to. A released migration is never changed, removed or renumbered. */
  readonly version: number;
  /** For the log. */
  readonly name: string;
  /** May be cut short at any moment and is then run again, so it leaves alone what it has done already. */
  run(store: DocumentStore, progress: MigrationProgress): Promise<void>;
}
