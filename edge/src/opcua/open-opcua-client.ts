import { join } from "node:path";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { MessageSecurityMode, OPCUAClient, SecurityPolicy } from "node-opcua-client";
import type { OpcuaConfig } from "../config/edge-file.js";

const SECURITY = {
  None: { securityMode: MessageSecurityMode.None, securityPolicy: SecurityPolicy.None },
  Sign: { securityMode: MessageSecurityMode.Sign, securityPolicy: SecurityPolicy.Basic256Sha256 },
  SignAndEncrypt: { securityMode: MessageSecurityMode.SignAndEncrypt, securityPolicy: SecurityPolicy.Basic256Sha256 },
} as const;

/** A client that is not connected yet. Its certificate is made in the folder at the first use; a server may have to be told to trust it. */
export async function openOpcuaClient({ name, securityMode }: OpcuaConfig, folder: string): Promise<OPCUAClient> {
  const clientCertificateManager = new OPCUACertificateManager({
    rootFolder: join(folder, "opcua-pki"),
    automaticallyAcceptUnknownCertificate: false,
  });
  await clientCertificateManager.initialize();
  return OPCUAClient.create({
    ...{ applicationName: "phm-edge", clientName: name, clientCertificateManager },
    ...SECURITY[securityMode],
    ...{ endpointMustExist: false, keepSessionAlive: true },
    // The supervisor connects again: one place decides when.
    connectionStrategy: { maxRetry: 0 },
  });
}
