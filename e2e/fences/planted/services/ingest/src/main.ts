// planted: nothing
// @ts-nocheck
import { name } from "@phm/service-kit";

export const started = [name, process.env.PHM_PORT];
