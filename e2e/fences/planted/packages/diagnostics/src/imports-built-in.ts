// planted: is-pure:diagnostics
// @ts-nocheck
import * as builtIn from "node:os";

export const used = builtIn;
