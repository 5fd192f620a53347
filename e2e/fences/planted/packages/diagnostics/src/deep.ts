// planted: through-the-front-door
// @ts-nocheck
export { hann } from "../../dsp/src/window.js";
