import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** A full collection of this thread's heap; `global.gc` without a flag on the command line. */
export const collectGarbage = runInNewContext("gc");
