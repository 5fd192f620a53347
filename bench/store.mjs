// The embedded store against what the disk can do: one durable document a write, beside one append and fdatasync a write.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@phm/service-kit";
import { report, sideBySide } from "./lib/measure.mjs";

const COUNT = 1_000;
const folder = mkdtempSync(join(tmpdir(), "phm-bench-"));
const store = await openStore({ database: "bench", folder, file: "bench.db" });
const documents = await store.collection({ name: "documents", indexes: [{ name: "by_device", fields: ["device", "time"] }] });
const raw = openSync(join(folder, "raw"), "a");
const body = "x".repeat(850);
let next = 0;

const documentOf = (n) => ({ device: `device-${n % 100}`, time: String(n).padStart(19, "0"), body });

try {
  const rates = await sideBySide({
    count: COUNT,
    async candidate(count) {
      for (let i = 0; i < count; i++) await documents.insert(`d${next}`, documentOf(next++));
    },
    reference(count) {
      for (let i = 0; i < count; i++) {
        writeSync(raw, `${JSON.stringify(documentOf(i))}\n`);
        fdatasyncSync(raw);
      }
    },
  });
  report({
    bench: "store",
    measure: "durable inserts",
    unit: "documents/s",
    reference: "append + fdatasync of the same bytes",
    goal: 0.3,
    ...rates,
  });
} finally {
  await store.close();
  closeSync(raw);
  rmSync(folder, { recursive: true });
}
