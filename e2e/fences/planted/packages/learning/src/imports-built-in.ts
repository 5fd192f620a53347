// planted: is-pure:learning
// @ts-nocheck
import * as builtIn from "node:fs";

export { builtIn };
