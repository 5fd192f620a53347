// planted: is-pure:twin
// @ts-nocheck
import * as builtIn from "node:crypto";

export const used = builtIn;
