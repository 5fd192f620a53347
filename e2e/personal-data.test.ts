import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runPhm, startTestSuite, type TestSuite } from "@phm/testkit";

const NAME = "Zhao Qiang";
const PERSON = { actor: "p-17", role: "admin" };
let suite: TestSuite;
let order: string;

beforeAll(async () => {
  suite = await startTestSuite();
}, 60_000);
afterAll(() => suite?.cleanup());

async function send(method: string, path: string, body: object): Promise<{ id?: string }> {
  const request = { method, headers: { "Content-Type": "application/json", "Idempotency-Key": path }, body: JSON.stringify(body) };
  const response = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, request);
  const answer = (await response.json()) as { id?: string };
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

const phm = async (...args: string[]) => {
  const { code, stdout, stderr } = await runPhm(["personal-data", ...args, "--port", String(suite.ports.api)]);
  return { code, stderr, lines: stdout.trim().split("\n") };
};

describe("a person of a running suite", () => {
  it("is found where the name stands: with the people, on orders, and in what was announced", async () => {
    await send("PUT", "/people/p-17", { name: NAME });
    const title = { en: `Fix the guard for ${NAME}`, zh: "修理防护罩" };
    const wanted = {
      asset: "pump",
      component: "guard",
      due: new Date(Date.now() + 3_600_000).toISOString(),
      task: { title },
      requestId: "r-1",
    };
    order = (await send("POST", "/work-orders", { ...PERSON, ...wanted })).id as string;
    await send("POST", `/work-orders/${order}/start`, PERSON);
    await send("POST", `/work-orders/${order}/hold`, { ...PERSON, reason: `${NAME} has the key` });
    const { code, lines } = await phm("find", NAME);
    expect(code).toBe(0);
    for (const place of ["workorders documents/people", "workorders documents/work_orders", "broker PHM_ANNOUNCEMENT"])
      expect(lines).toContainEqual(expect.stringContaining(place));
  }, 30_000);

  it("is named nowhere after the erasure, in no service and on no stream, and the order stays with the id", async () => {
    const erased = await phm("erase-person", "p-17");
    expect(erased).toMatchObject({ code: 0, stderr: "" });
    expect(erased.lines).toContainEqual(expect.stringMatching(/^broker: [1-9]\d* messages erased$/));
    expect((await phm("find", NAME)).lines).toEqual(["0 places"]);
    const kept = await suite.get<{ history: { actor: string; note?: string }[] }>(`/work-orders/${order}`);
    expect(kept.history.map(({ actor }) => actor)).toContain("p-17");
    expect(JSON.stringify(kept)).not.toContain(NAME);
    expect((await runPhm(["verify", "--port", String(suite.ports.api)])).code).toBe(0);
  }, 30_000);

  it("that nobody has on record cannot be erased, and the answer says what to do", async () => {
    const { code, stderr } = await phm("erase-person", "p-17");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^phm: id is "p-17".*phm personal-data redact\n$/)]);
  }, 30_000);
});
