import type { Migration } from "@phm/service-kit";
import { ordersHaveRows } from "./orders-have-rows.js";

/** From the first schema to the present one, in order. */
export const MIGRATIONS: readonly Migration[] = [ordersHaveRows];
