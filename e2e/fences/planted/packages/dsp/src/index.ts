// planted: nothing
// @ts-nocheck
import type { Kernel } from "@echogarden/pffft-wasm";
import { name } from "@phm/domain";

export const kernelOf = (kernel: Kernel) => [name, kernel];
