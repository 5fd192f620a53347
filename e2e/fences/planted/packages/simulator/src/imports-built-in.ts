// planted: is-pure:simulator
// @ts-nocheck
import * as builtIn from "node:crypto";

export const used = builtIn;
