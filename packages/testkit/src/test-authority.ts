import { webcrypto } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { X509Certificate } from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;

type Pair = webcrypto.CryptoKeyPair;

/** Files in PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority for one test, with its files in a folder of its own. */
export class TestAuthority {
  private constructor(
    private readonly folder: string,
    private readonly keys: Pair,
    private readonly root: X509Certificate,
    /** File with the authority's own certificate. */
    readonly ca: string,
  ) {}

  static async make(name = "test"): Promise<TestAuthority> {
    const { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } = await x509();
    const folder = await mkdtemp(join(tmpdir(), "phm-authority-"));
    const keys = await newKeys();
    const root = await X509CertificateGenerator.createSelfSigned({
      ...validity(),
      serialNumber: "01",
      name: `CN=${name}`,
      keys: keys as never,
      signingAlgorithm: ALGORITHM,
      extensions: [new BasicConstraintsExtension(true, 1, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
    });
    const ca = join(folder, "ca.pem");
    await writeFile(ca, root.toString("pem"));
    return new TestAuthority(folder, keys, root, ca);
  }

  /** A certificate of this authority, good for 127.0.0.1 and localhost. */
  async certificate(name: string): Promise<CertificateFiles> {
    const { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } = await x509();
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      ...validity(),
      serialNumber: "02",
      subject: `CN=${name}`,
      issuer: this.root.subject,
      publicKey: keys.publicKey as never,
      signingKey: this.keys.privateKey as never,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: "dns", value: "localhost" },
          { type: "ip", value: "127.0.0.1" },
        ]),
      ],
    });
    const files = { cert: join(this.folder, `${name}.pem`), key: join(this.folder, `${name}.key.pem`) };
    await writeFile(files.cert, certificate.toString("pem"));
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    await writeFile(files.key, PemConverter.encode(pkcs8, "PRIVATE KEY"), { mode: 0o600 });
    return files;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Loaded by the tests that need it alone. What makes certificates looks its parts up by decorators. */
async function x509() {
  await import("reflect-metadata");
  const library = await import("@peculiar/x509");
  library.cryptoProvider.set(webcrypto as never);
  return library;
}

function newKeys(): Promise<Pair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as Promise<Pair>;
}

function validity() {
  const nowMs = Date.now();
  return { notBefore: new Date(nowMs - DAY_MS), notAfter: new Date(nowMs + DAY_MS) };
}
