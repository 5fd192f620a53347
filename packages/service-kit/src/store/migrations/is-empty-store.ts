import type { RawStore } from "../raw/raw-store.js";
import { SCHEMA_COLLECTION } from "./schema-record.js";

/** Whether nobody has ever opened a collection or series of the store. */
export async function isEmptyStore(open: () => Promise<RawStore>): Promise<boolean> {
  const raw = await open();
  try {
    return (await raw.tables()).every(({ name }) => name === SCHEMA_COLLECTION.name);
  } finally {
    await raw.close();
  }
}
