import { expect } from "@jest/globals";
import { EQUIPMENT_KINDS, type Equipment, PARENT_KINDS } from "@phm/domain";

/** Every node stands under one of a kind that it may stand under, and every way up ends at a site. */
export function expectTree(nodes: readonly Equipment[]): void {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  for (const node of nodes) {
    let at: Equipment | undefined = node;
    for (let depth = 0; at?.parent !== undefined; depth++) {
      const parent = byCode.get(at.parent);
      expect(parent && PARENT_KINDS[at.kind].includes(parent.kind)).toBe(true);
      expect(depth).toBeLessThan(EQUIPMENT_KINDS.length);
      at = parent;
    }
    expect(at?.kind).toBe("site");
  }
}
