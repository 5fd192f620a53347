import { ServerCredentials } from "@grpc/grpc-js";
import { ConfigError } from "../../config/config-error.js";
import { KeyFile } from "../../keys/key-file.js";
import type { BaseConfig } from "../../suite/base-context.js";
import { type Admit, keyAdmission } from "./admission.js";
import { readKeyPair, readPem } from "./call-identity.js";

export type ServerIdentityConfig = Pick<BaseConfig, "grpcKeysFile" | "tlsCertFile" | "tlsKeyFile" | "tlsClientCaFile">;

/**
 * How a gRPC server shows itself and which connections it takes: in the clear; by TLS where a certificate and its key are given; with an
 * authority for clients, only those whose certificate that has signed.
 * @throws ConfigError for a file that cannot be read, and for what is given without what belongs to it
 */
export function serverCredentials({ tlsCertFile, tlsKeyFile, tlsClientCaFile }: ServerIdentityConfig): ServerCredentials {
  const env = { PHM_TLS_CERT_FILE: tlsCertFile, PHM_TLS_KEY_FILE: tlsKeyFile, PHM_TLS_CLIENT_CA_FILE: tlsClientCaFile };
  const pair = readKeyPair(env);
  const clientCa = readPem(env, "PHM_TLS_CLIENT_CA_FILE");
  if (pair)
    return ServerCredentials.createSsl(clientCa ?? null, [{ cert_chain: pair.cert, private_key: pair.certKey }], clientCa !== undefined);
  if (clientCa)
    throw new ConfigError([{ variable: "PHM_TLS_CERT_FILE", value: "(not set)", rule: "a PEM file, as PHM_TLS_CLIENT_CA_FILE is set" }]);
  return ServerCredentials.createInsecure();
}

/** Who may call, by the keys that the configuration names; nothing where it names none. @param deviceMethods what devices may call */
export function admissionOf({ grpcKeysFile }: ServerIdentityConfig, deviceMethods: readonly string[]): { readonly admit?: Admit } {
  return grpcKeysFile === undefined ? {} : { admit: keyAdmission(new KeyFile(grpcKeysFile), deviceMethods, Date.now) };
}
