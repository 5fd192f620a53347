// planted: scripts-are-plain-node
import fc from "fast-check";

export const used = fc;
