// planted: is-pure:dsp
// @ts-nocheck
import * as builtIn from "node:fs";

export const used = builtIn;
