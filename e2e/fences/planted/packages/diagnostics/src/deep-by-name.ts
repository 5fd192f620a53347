// planted: is-pure:diagnostics, resolves
// @ts-nocheck
export { hann } from "@phm/dsp/src/window.js";
