import { KeyFile, ServiceError } from "@phm/service-kit";

/** Takes a key out of the file. @throws ServiceError not_found where there is none of that id */
export async function revokeKey(id: string, { file }: { readonly file: string }): Promise<void> {
  const store = new KeyFile(file);
  const keys = await store.keys();
  const left = keys.filter((key) => key.id !== id);
  if (left.length === keys.length) throw new ServiceError("not_found", `${file} has no key ${id}`, { field: "id", value: id });
  await store.write(left);
}
