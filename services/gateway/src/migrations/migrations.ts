import type { Migration } from "@phm/service-kit";

/** From the first schema to the present one, in order. */
export const MIGRATIONS: readonly Migration[] = [];
