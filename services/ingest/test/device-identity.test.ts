import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcquisitionService, ArchiveService, ReadingService, readingToWire } from "@phm/contracts";
import { type AssetConfig, assetRef, pointId, type Reading } from "@phm/domain";
import { deliver } from "@phm/sender";
import { type CallIdentity, createClient, KeyFile, makeApiKey, type Role, readCallIdentity, type Service } from "@phm/service-kit";
import { type CertificateFiles, TestAuthority } from "@phm/testkit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const OWN = pump("own");
const FOREIGN: AssetConfig = { ...OWN, ref: assetRef("other", "plant", "own") };
const ELSEWHERE: AssetConfig = { ...OWN, ref: assetRef("acme", "south", "own") };
const IN_CLEAR: CallIdentity = {};

let folder: string;
let keys: KeyFile;
let authority: TestAuthority;
let stranger: TestAuthority;
let server: CertificateFiles;
let around: Surroundings;
let ingest: Service;
const secrets: Record<string, string> = {};

function make(id: string, role: Role, more: { readonly site?: string; readonly expiresAt?: string } = {}) {
  const { key, secret } = makeApiKey({ id, role, organisation: "acme", expiresAt: "2100-01-01T00:00:00Z", ...more });
  secrets[id] = secret;
  return key;
}

/** Ingest on a broker of its own, with more variables; the clients are the test's. */
async function start(env: Readonly<Record<string, string>>): Promise<void> {
  around = await surroundings([OWN, FOREIGN, ELSEWHERE], env);
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
}

async function stop(): Promise<void> {
  await ingest?.stop();
  await around?.close();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-device-keys-"));
  keys = new KeyFile(join(folder, "keys.json"));
  await keys.write([
    ...[make("device", "device"), make("plant-device", "device", { site: "plant" }), make("tool", "service")],
    ...[make("admin", "admin"), make("expired", "device", { expiresAt: "2020-01-01T00:00:00Z" })],
  ]);
  [authority, stranger] = await Promise.all([TestAuthority.make("plant"), TestAuthority.make("stranger")]);
  server = await authority.certificate("ingest");
});
afterAll(async () => {
  await Promise.all([authority.remove(), stranger.remove(), rm(folder, { recursive: true })]);
});

const address = () => `127.0.0.1:${around.env.PHM_GRPC_PORT}`;

async function send(config: AssetConfig, identity: CallIdentity) {
  const client = createClient(AcquisitionService, address(), { identity });
  try {
    return await deliver(acquisitionsOf(config, 3), { client, patienceMs: 0 });
  } finally {
    client.close();
  }
}

async function sendReading(ref: AssetConfig["ref"], identity: CallIdentity) {
  const client = createClient(ReadingService, address(), { identity });
  const reading: Reading = { ref, point: pointId("de"), timeNs: 1_700_000_000_000_000_000n, value: 1, unit: "g" as never, quality: "good" };
  try {
    return await client.call.submitReadings({ readings: [readingToWire(reading)] });
  } finally {
    client.close();
  }
}

async function list(identity: CallIdentity) {
  const client = createClient(ArchiveService, address(), { identity });
  try {
    return await client.call.listAcquisitions({ ref: OWN.ref, limit: 10 }, { idempotent: false, deadlineMs: 2_000 });
  } finally {
    client.close();
  }
}

const by = (id: string): CallIdentity => ({ key: secrets[id] as string });
const accepted = { accepted: 3, duplicates: 0, rejected: 0 };

describe("ingest with a file of keys", () => {
  beforeAll(() => start({ PHM_GRPC_KEYS_FILE: join(folder, "keys.json") }), 60_000);
  afterAll(stop);

  test("takes nothing without a key, with a wrong one, or with one that has expired", async () => {
    for (const identity of [IN_CLEAR, { key: "phm_wrong" }, { key: '{"$ne":null}' }, by("expired")]) {
      await expect(send(OWN, identity)).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(sendReading(OWN.ref, identity)).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(list(identity)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  test("takes from a device what is of its organisation, and where its key says so of its site, and nothing else", async () => {
    await expect(send(FOREIGN, by("device"))).rejects.toMatchObject({ code: "permission_denied" });
    await expect(sendReading(FOREIGN.ref, by("device"))).rejects.toMatchObject({ code: "permission_denied" });
    await expect(send(ELSEWHERE, by("plant-device"))).rejects.toMatchObject({ code: "permission_denied" });
    expect(await list(by("tool"))).toMatchObject({ acquisitions: [] });
    expect(await send(OWN, by("plant-device"))).toEqual(accepted);
    expect(await send(ELSEWHERE, by("device"))).toEqual(accepted);
    expect(await around.deadLetters()).toBe(0);
  });

  test("shows a device no records, and takes no key that is for people", async () => {
    await expect(list(by("device"))).rejects.toMatchObject({ code: "permission_denied" });
    await expect(send(OWN, by("admin"))).rejects.toMatchObject({ code: "permission_denied" });
    await expect(list(by("admin"))).rejects.toMatchObject({ code: "permission_denied" });
  });

  test("takes a revoked device's key no more, from its next call on", async () => {
    const all = await keys.keys();
    await keys.write(all.filter(({ id }) => id !== "device"));
    await expect(sendReading(OWN.ref, by("device"))).rejects.toMatchObject({ code: "unauthenticated" });
    await keys.write(all);
  });
});

describe("ingest with a certificate, and an authority for its clients", () => {
  beforeAll(() => start({ PHM_TLS_CERT_FILE: server.cert, PHM_TLS_KEY_FILE: server.key, PHM_TLS_CLIENT_CA_FILE: authority.ca }), 60_000);
  afterAll(stop);
  const shown = (ca: string, pair?: CertificateFiles) =>
    readCallIdentity({ PHM_TLS_CA_FILE: ca, ...(pair && { PHM_TLS_CERT_FILE: pair.cert, PHM_TLS_KEY_FILE: pair.key }) });

  test("takes a client whose certificate its authority has signed", async () => {
    expect(await send(OWN, shown(authority.ca, await authority.certificate("sensor-1")))).toEqual(accepted);
  });

  test("takes no connection in the clear, without a certificate, or with one of another authority; nor does a client take such a server", async () => {
    const wrong = [IN_CLEAR, shown(authority.ca), shown(authority.ca, await stranger.certificate("sensor-1"))];
    wrong.push(shown(stranger.ca, await authority.certificate("sensor-1")));
    for (const identity of wrong) await expect(list(identity)).rejects.toMatchObject({ code: "unavailable" });
  });
});

test.each([
  ["PHM_TLS_CERT_FILE", { PHM_TLS_CERT_FILE: "/nowhere.pem" }],
  ["PHM_TLS_KEY_FILE", { PHM_TLS_CERT_FILE: "SERVER" }],
  ["PHM_TLS_CA_FILE", { PHM_TLS_CA_FILE: "/etc/hostname" }],
])("a client's %s that is no PEM file, or stands alone, is named", (variable, env) => {
  const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value === "SERVER" ? server.cert : value]));
  expect(() => readCallIdentity(given)).toThrow(variable);
});
