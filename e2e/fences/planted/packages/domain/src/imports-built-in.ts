// planted: is-pure:domain
// @ts-nocheck
import * as builtIn from "node:crypto";

export const used = builtIn;
