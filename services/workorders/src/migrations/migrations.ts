import type { Migration } from "@phm/service-kit";
import { ordersHaveRows } from "./orders-have-rows.js";
import { roundsNamePeople } from "./rounds-name-people.js";
import { transfersStand } from "./transfers-stand.js";

/** From the first schema to the present one, in order. */
export const MIGRATIONS: readonly Migration[] = [ordersHaveRows, roundsNamePeople, transfersStand];
