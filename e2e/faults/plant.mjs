// `node --import plant.mjs`: the process runs with a bug in it, told by PHM_PLANTED_BUG. For the check that faults find it; nothing of the product knows of it.
import { register } from "node:module";

if (process.env.PHM_PLANTED_BUG) register("./plant-hooks.mjs", import.meta.url, { data: process.env.PHM_PLANTED_BUG });
