import type { TableColumn } from "./feature-pages.js";

/** One table from pages whose columns may differ: every column of any page, absent where a page has it not, in the order of appearance. */
export function joinPages(pages: readonly (readonly TableColumn[])[]): TableColumn[] {
  const names = [...new Set(pages.flatMap((page) => page.map(({ name }) => name)))];
  return names.map((name) => ({ name, values: pages.flatMap((page) => valuesOf(page, name)) }));
}

function valuesOf(page: readonly TableColumn[], name: string): TableColumn["values"] {
  const rows = page[0]?.values.length ?? 0;
  return page.find((column) => column.name === name)?.values ?? new Array<undefined>(rows).fill(undefined);
}
