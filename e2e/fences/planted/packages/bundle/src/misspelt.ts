// planted: resolves
// @ts-nocheck
export { name } from "./not-there.js";
