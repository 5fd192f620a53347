// planted: is-pure:pipeline
// @ts-nocheck
import * as builtIn from "node:crypto";

export const used = builtIn;
