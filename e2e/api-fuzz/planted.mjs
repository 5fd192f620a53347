// An API with faults: what looks for them must find these.
import { createServer } from "node:http";

const operation = (operationId) => ({
  operationId,
  parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
  responses: {},
});

const DOCUMENT = {
  openapi: "3.1.0",
  paths: {
    "/sound/{id}": { get: operation("sound") },
    "/throws/{id}": { get: operation("throws") },
    "/leaks/{id}": { get: operation("leaks") },
    "/shows/{id}": { get: operation("shows") },
    "/plain/{id}": { get: operation("plain") },
  },
};

const ANSWERS = {
  sound: [404, "application/problem+json", JSON.stringify({ status: 404, code: "not_found", detail: "there is none" })],
  throws: [500, "application/problem+json", JSON.stringify({ status: 500, code: "internal", detail: "broken" })],
  shows: [404, "application/problem+json", JSON.stringify({ status: 404, code: "not_found", detail: "x\n    at run (/srv/app.ts:1:2)" })],
  plain: [404, "text/plain", "Not Found"],
};

/** What must be found, and nothing else. */
export const PLANTED = [
  "leaks: shows what is another organisation's",
  "plain: a failure that is no problem+json",
  "shows: shows its insides",
  "throws: status 500",
];

export async function withPlanted(mark, work) {
  const answers = { ...ANSWERS, leaks: [200, "application/json", JSON.stringify({ name: mark })] };
  const server = createServer((request, response) => {
    const [status, type, body] = answers[request.url.split("/")[1]] ?? ANSWERS.sound;
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work({ url: `http://127.0.0.1:${server.address().port}`, document: DOCUMENT });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
