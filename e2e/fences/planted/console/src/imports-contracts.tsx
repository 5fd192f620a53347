// planted: imports-point-down:console
// @ts-nocheck
import { name } from "@phm/contracts";

export const Name = () => <b>{name}</b>;
