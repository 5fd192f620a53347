// planted: nothing
// @ts-nocheck
import { readFileSync } from "node:fs";
import { name } from "@phm/testkit";

export const golden = readFileSync(name);
