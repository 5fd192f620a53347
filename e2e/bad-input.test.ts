import { createHash } from "node:crypto";
import { toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type AcquisitionMessage, AcquisitionSchema, acquisitionToWire } from "@phm/contracts";
import { connectNats, createLogger } from "@phm/service-kit";
import { shortLife, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { RawStream } from "./raw-stream.js";
import { SubmitStream } from "./submit-stream.js";

const life = shortLife();
const messages = [...life.acquisitions()].slice(0, 40).map(acquisitionToWire);
/** A sound acquisition that nobody has sent yet, free to be spoilt. */
const fresh = () => messages.shift() as AcquisitionMessage;
const ACCEPTED = { case: "accepted", value: expect.objectContaining({ duplicate: false }) };

let suite: TestSuite;
let stream: SubmitStream;
beforeAll(async () => {
  suite = await startTestSuite();
  await suite.register(life.config);
  stream = new SubmitStream(suite.suite.grpcAddress.ingest);
}, 60_000);
afterAll(async () => {
  stream?.close();
  await suite?.cleanup();
}, 20_000);

const FAULTS: readonly {
  readonly fault: string;
  readonly spoil: (message: AcquisitionMessage) => unknown;
  readonly rejection: object;
}[] = [
  {
    fault: "fewer samples than announced",
    spoil: (message) => {
      message.samples = 12_801;
    },
    rejection: {
      reason: "sample_count_mismatch",
      field: "channels[0].data",
      value: expect.stringContaining("25600 bytes"),
      limit: "25602 bytes (12801 samples of i16le)",
    },
  },
  {
    fault: "a measurement point that the asset does not have",
    spoil: ({ channels }) => {
      channels[1]!.point = "nde-horizontal";
    },
    rejection: {
      reason: "unknown_point",
      field: "channels[1].point",
      value: expect.stringContaining("nde-horizontal"),
      limit: expect.stringContaining("de-horizontal, de-vertical, motor-current"),
    },
  },
  {
    fault: "another unit than registered",
    spoil: ({ channels }) => {
      channels[0]!.unit = channels[2]!.unit;
    },
    rejection: {
      reason: "wrong_unit",
      field: "channels[0].unit",
      value: expect.stringContaining("A"),
      limit: expect.stringContaining("g, as registered for de-horizontal"),
    },
  },
  {
    fault: "a scale that is not a number",
    spoil: ({ channels }) => {
      channels[2]!.scale = Number.NaN;
    },
    rejection: { reason: "bad_scale", field: "channels[2].scale", value: "NaN", limit: "finite and not 0" },
  },
  {
    fault: "no unit at all",
    spoil: ({ channels }) => {
      channels[0]!.unit = 0;
    },
    rejection: { field: "channels[0].unit", limit: expect.stringContaining("m/s2") },
  },
  {
    fault: "no asset",
    spoil: (message) => {
      delete message.ref;
    },
    rejection: { reason: "missing_ref", field: "ref", limit: expect.stringContaining("asset") },
  },
  {
    fault: "no id",
    spoil: (message) => {
      message.id = "";
    },
    rejection: { field: "id", value: '""', limit: "a non-empty name" },
  },
  {
    fault: "no channels",
    spoil: (message) => {
      message.channels = [];
    },
    rejection: { reason: "channel_count", field: "channels", value: expect.stringContaining("0 channels") },
  },
  {
    fault: "no time base",
    spoil: (message) => {
      message.timeBase = 0;
    },
    rejection: { field: "timeBase", limit: expect.stringContaining("recorded") },
  },
];

describe("an item that ingest cannot take", () => {
  it.each(FAULTS)("is rejected with field, value and limit, and the stream goes on: $fault", async ({ spoil, rejection }) => {
    const spoilt = fresh();
    spoil(spoilt);
    expect(await stream.submit(spoilt)).toEqual({
      case: "rejected",
      value: expect.objectContaining({
        reason: expect.stringMatching(/^[a-z_]+$/),
        value: expect.stringMatching(/./),
        ...rejection,
        retryable: false,
        conflict: false,
      }),
    });
    expect(await stream.submit(fresh())).toEqual(ACCEPTED);
  });

  it("is rejected as absent where the message has none", async () => {
    expect(await stream.submit(undefined)).toMatchObject({
      case: "rejected",
      value: { reason: "missing_acquisition", field: "acquisition" },
    });
    expect(await stream.submit(fresh())).toEqual(ACCEPTED);
  });

  it("may be sent again later where its asset is not registered yet", async () => {
    const early = fresh();
    early.ref!.asset = "not-yet";
    const rejection = { reason: "unknown_asset", field: "ref.asset", value: "not-yet", retryable: true, conflict: false };
    expect(await stream.submit(early)).toMatchObject({ case: "rejected", value: rejection });
    await suite.register({ ...life.config, ref: { ...life.config.ref, asset: "not-yet" as typeof life.config.ref.asset } });
    await waitFor(async () => (await stream.submit(early)).case === "accepted", { what: "the asset to be known to ingest" });
  });

  it("is a conflict where its id is taken by other content, and a duplicate where it is the same", async () => {
    const first = fresh();
    expect(await stream.submit(first)).toEqual(ACCEPTED);
    const other = { ...fresh(), id: first.id };
    expect(await stream.submit(other)).toMatchObject({
      case: "rejected",
      value: { reason: "id_conflict", field: "id", value: expect.stringContaining(first.id), retryable: false, conflict: true },
    });
    expect(await stream.submit(first)).toMatchObject({ case: "accepted", value: { duplicate: true } });
  });

  it("is counted by its reason", async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${suite.ports.ops.ingest}/metrics`)).text();
    const counted = (reason: string) =>
      Number(new RegExp(`^phm_ingest_acquisitions_total\\{result="rejected",reason="${reason}"\\} (\\d+)$`, "m").exec(metrics)?.[1]);
    for (const reason of ["sample_count_mismatch", "unknown_point", "wrong_unit", "bad_scale", "id_conflict", "missing_acquisition"]) {
      expect([reason, counted(reason)]).toEqual([reason, 1]);
    }
  });

  it("leaves a dead letter with what it was, its hash, and at most 64 KB of it", async () => {
    const spoilt = fresh();
    spoilt.samples = 1;
    await stream.submit(spoilt);
    const broker = await connectNats({
      url: suite.suite.natsUrl,
      name: "bad-input-test",
      logger: createLogger({ service: "test", level: "silent" }),
    });
    try {
      const letter = await broker.manager.streams.getMessage("PHM_DEAD_LETTER", { last_by_subj: "phm.dead_letter.v1.ingest" });
      const header = (name: string) => letter?.header.get(name);
      expect(header("Phm-Message-Id")).toBe(`default:default:${life.config.ref.asset}:${spoilt.id}`);
      expect(header("Phm-Reason")).toBe("sample_count_mismatch");
      expect(header("Phm-Field")).toBe("channels[0].data");
      expect(header("Phm-Limit")).toBe("2 bytes (1 samples of i16le)");
      const sent = Buffer.from(toBinary(AcquisitionSchema, spoilt));
      expect(header("Phm-Payload-Bytes")).toBe(String(sent.length));
      expect(header("Phm-Sha256")).toBe(createHash("sha256").update(sent).digest("hex"));
      expect(sent.length).toBeGreaterThan(64 * 1024);
      expect(Buffer.from(letter!.data)).toEqual(sent.subarray(0, 64 * 1024));
    } finally {
      await broker.close();
    }
  });
});

describe("a frame that ingest cannot read", () => {
  const FRAMES = [
    { frame: "of 5 MB", bytes: Buffer.alloc(5_000_000), code: 8, says: /5000000 .*4259840/ },
    {
      frame: "of garbage",
      bytes: Buffer.from("ff".repeat(40), "hex"),
      code: 3,
      says: /40 bytes could not be decoded; it must be phm\.acquisition\.v1\.SubmitRequest/,
    },
  ];

  it.each(FRAMES)("ends its own stream with a status that says what was expected, and no other: $frame", async ({ bytes, code, says }) => {
    const raw = new RawStream(suite.suite.grpcAddress.ingest);
    raw.send(bytes);
    expect(await raw.status).toMatchObject({ code, details: expect.stringMatching(says) });
    raw.close();
    expect(await stream.submit(fresh())).toEqual(ACCEPTED);
  });

  it("is counted by the status that it ended with", async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${suite.ports.ops.ingest}/metrics`)).text();
    for (const code of ["resource_exhausted", "invalid_argument"]) {
      expect(metrics).toContain(`phm_ingest_grpc_calls_total{method="phm.acquisition.v1.AcquisitionService/Submit",code="${code}"} 1`);
    }
  });
});

describe("a request that the API cannot answer", () => {
  const asset = life.config.ref.asset;
  const ask = async (path: string) => {
    const response = await fetch(`${suite.suite.apiUrl}${path}`);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    return { status: response.status, ...((await response.json()) as object) };
  };

  it.each(["", "/condition", "/rul", "/features?point=p", "/features/summary", "/advisories"])(
    "is a 404 that names the asset where there is none: /assets/nobody%s",
    async (path) => {
      expect(await ask(`/api/v1/assets/nobody${path}`)).toMatchObject({
        status: 404,
        code: "not_found",
        detail: expect.stringContaining("nobody"),
      });
    },
  );

  it.each([
    { query: `/assets?limit=0`, field: "limit", value: '"0"', limit: "an integer from 1 to 500" },
    { query: `/assets/${asset}/rul?limit=many`, field: "limit", value: '"many"', limit: "an integer from 1 to 10000" },
    { query: `/assets/${asset}/rul?from=yesterday`, field: "from", value: '"yesterday"', limit: expect.stringContaining("RFC 3339") },
    { query: `/assets/${asset}/features`, field: "point", value: "undefined", limit: expect.stringContaining("de-horizontal") },
    { query: `/work-orders?state=lost`, field: "state", value: '"lost"', limit: expect.stringContaining("open") },
    { query: `/work-orders?asset=a&asset=b`, field: "asset", value: expect.stringContaining("a"), limit: "given once, as text" },
  ])("is a 400 that names field, value and limit: $query", async ({ query, ...problem }) => {
    expect(await ask(`/api/v1${query}`)).toMatchObject({ status: 400, code: "invalid_argument", ...problem });
  });

  it.each(["/api/v1/nothing", "/nothing", "/api/v1/work-orders/WO-NONE"])("is a 404 where there is nothing: %s", async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, code: "not_found" });
  });
});
