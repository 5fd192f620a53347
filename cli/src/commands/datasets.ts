import { datasets } from "@phm/bundle";

/** Names the public data sets: what they are, how to cite them, what to download by hand. */
export function listDatasets({ json }: { readonly json?: boolean }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(datasets)}\n`);
    return;
  }
  for (const { name, title, contents, citation, licenceAsStated, organisation, page, download, importCommand } of datasets) {
    const rows = [
      `${name}: ${title}`,
      `  ${contents}`,
      `  cite: ${citation}`,
      `  licence as stated: ${licenceAsStated}`,
      `  from: ${organisation}, ${page}`,
      `  download: ${download}`,
    ];
    if (importCommand) rows.push(`  then: ${importCommand}`);
    process.stdout.write(`${rows.join("\n")}\n\n`);
  }
}
