// planted: imports-point-down:contracts
// @ts-nocheck
import type { name } from "@phm/service-kit";

export type { name };
