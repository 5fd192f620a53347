// planted: is-pure:prognostics
// @ts-nocheck
import * as builtIn from "node:worker_threads";

export const used = builtIn;
