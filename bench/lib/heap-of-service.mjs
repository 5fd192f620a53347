// What a service says of its own memory.
import { createServer } from "node:net";

const COUNTED = ["nodejs_heap_size_used_bytes", "nodejs_external_memory_bytes"];

/** Heap and external memory of the service's main thread, MiB; undefined while it does not answer. What is garbage is part of it. */
export async function heapMiB(opsPort) {
  const answer = await fetch(`http://127.0.0.1:${opsPort}/metrics`).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const text = await answer.text();
  const bytes = COUNTED.map((name) => Number(new RegExp(`^${name} ([\\d.e+]+)$`, "m").exec(text)?.[1]));
  return bytes.reduce((sum, value) => sum + value, 0) / 2 ** 20;
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
