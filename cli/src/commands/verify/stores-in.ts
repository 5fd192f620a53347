/** What a folder of embedded stores holds: a file a service, and a folder for each of its blob stores, named as `openServiceBlobs` does. */
export interface FolderStores {
  readonly services: readonly string[];
  readonly blobFolders: readonly { readonly service: string; readonly name: string }[];
}

const DATABASE = ".db";

/** @param names of the folder's entries */
export function storesIn(names: readonly string[]): FolderStores {
  const services = names.filter((name) => name.endsWith(DATABASE)).map((name) => name.slice(0, -DATABASE.length));
  const blobFolders = names.flatMap((entry) => {
    const service = services.find((each) => entry.startsWith(`${each}-`));
    return service === undefined ? [] : [{ service, name: entry.slice(service.length + 1) }];
  });
  return { services, blobFolders: blobFolders.filter(({ name }) => /^[a-z][a-z0-9_]*$/.test(name)) };
}
