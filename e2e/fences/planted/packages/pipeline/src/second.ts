// planted: nothing
// @ts-nocheck
import { first } from "./first.js";

export const second = () => first;
