// planted: nothing
// @ts-nocheck
import { name } from "@phm/domain";

export const Name = () => <b>{name}</b>;
