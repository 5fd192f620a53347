// A suite at work with a real Prometheus that scrapes it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distOf } from "../dist.mjs";

const START_TIMEOUT_MS = 20_000;

/** @param extra more of Prometheus's configuration @returns the suite, PromQL against it, and what ends both */
export async function scrapedSuite(prometheus, extra = {}) {
  const { startTestSuite, waitFor } = await import(distOf("packages/testkit"));
  const suite = await startTestSuite();
  const folder = mkdtempSync(join(tmpdir(), "phm-prometheus-"));
  const port = await freePort();
  const targets = Object.entries(suite.ports.ops).map(([component, ops]) => ({ targets: [`127.0.0.1:${ops}`], labels: { component } }));
  const config = {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    scrape_configs: [{ job_name: "phm", static_configs: targets }],
    ...extra,
  };
  const file = join(folder, "prometheus.json");
  writeFileSync(file, JSON.stringify(config));
  const args = [
    "--config.file",
    file,
    "--storage.tsdb.path",
    join(folder, "data"),
    "--web.listen-address",
    `127.0.0.1:${port}`,
    "--log.level",
    "error",
  ];
  const server = spawn(prometheus, args, { stdio: "ignore" });
  const ask = async (path) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return (await response.json()).data;
  };
  await waitFor(
    () =>
      fetch(`http://127.0.0.1:${port}/-/ready`).then(
        (answer) => answer.ok,
        () => false,
      ),
    {
      what: "Prometheus",
      timeoutMs: START_TIMEOUT_MS,
    },
  );
  return {
    suite,
    waitFor,
    /** The series that an expression gives now. */
    query: async (expression) => (await ask(`/api/v1/query?query=${encodeURIComponent(expression)}`))?.result ?? [],
    /** Names of all metrics that the suite has, also of those that have counted nothing yet; and `up`, which is Prometheus's own. */
    metricNames: async () => new Set(["up", ...Object.keys(await ask("/api/v1/metadata"))]),
    /** What the services say of their metrics. */
    described: async () => {
      const answers = Object.values(suite.ports.ops).map(async (ops) => (await fetch(`http://127.0.0.1:${ops}/metrics/registry`)).json());
      return (await Promise.all(answers)).flat();
    },
    /** Names of the alerts that fire. */
    firing: async () =>
      (await ask("/api/v1/alerts")).alerts.filter(({ state }) => state === "firing").map(({ labels }) => labels.alertname),
    close: async () => {
      server.kill();
      await suite.cleanup();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
