// planted: no-cycles
// @ts-nocheck
import { second } from "./second.js";

export const first = () => second;
