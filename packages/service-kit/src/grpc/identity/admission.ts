import type { Metadata } from "@grpc/grpc-js";
import { ServiceError } from "../../errors/service-error.js";
import { keyOfSecret, type Role } from "../../keys/api-key.js";
import type { KeyFile } from "../../keys/key-file.js";

/** Who calls, by the key of the call. */
export interface Caller {
  /** Id of the key; it is no secret. */
  readonly id: string;
  readonly role: Role;
  /** A device hands over what is of this organisation alone; a service acts for all. */
  readonly organisation: string;
  /** Where it is given: a device hands over what is of this site alone. */
  readonly site?: string;
}

/** Says who calls. @throws ServiceError unauthenticated without a valid key, permission_denied where the key does not open the method */
export type Admit = (method: string, metadata: Metadata) => Promise<Caller>;

const BEARER = /^Bearer ([\x21-\x7e]{1,256})$/i;

/**
 * Services and tools may call everything, devices what is theirs, others nothing.
 * @param deviceMethods full names, `package.Service/Method`
 * @param now milliseconds since 1970
 */
export function keyAdmission(keys: Pick<KeyFile, "keys">, deviceMethods: readonly string[], now: () => number): Admit {
  return async (method, metadata) => {
    const [, secret] = BEARER.exec(String(metadata.get("authorization")[0] ?? "")) ?? [];
    const key = secret === undefined ? undefined : keyOfSecret(await keys.keys(), secret, now());
    if (!key) throw new ServiceError("unauthenticated", `${method} needs a valid key of the suite, as "authorization: Bearer KEY"`);
    const { id, role, organisation, site } = key;
    if (role === "service" || (role === "device" && deviceMethods.includes(method)))
      return { id, role, organisation, ...(site === undefined ? {} : { site }) };
    throw new ServiceError("permission_denied", `a key of role ${role} does not open ${method}`);
  };
}

/**
 * What a device hands over must be its own.
 * @throws ServiceError permission_denied where it is another organisation's or site's; nothing where nobody is asked for keys
 */
export function checkOrigin(caller: Caller | undefined, ref: { readonly organisation?: string; readonly site?: string } | undefined): void {
  if (caller?.role !== "device") return;
  for (const field of ["organisation", "site"] as const) {
    const own = caller[field];
    const value = ref?.[field] || "default";
    if (own === undefined || own === value) continue;
    const facts = { field: `ref.${field}`, value, limit: own, reason: "foreign_origin" };
    throw new ServiceError(
      "permission_denied",
      `${field} is ${JSON.stringify(value)}; the key ${caller.id} is of ${JSON.stringify(own)}`,
      facts,
    );
  }
}
