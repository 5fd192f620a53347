// The limit: a server that reads frames of a length and so many bytes, and answers each with its number.
import { createServer } from "node:net";

const LENGTH_BYTES = 4;

const server = createServer((socket) => {
  let parts = [];
  let held = 0;
  let wanted = LENGTH_BYTES;
  let inBody = false;
  socket.setNoDelay(true).on("data", (chunk) => {
    parts.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      const rest = all.subarray(wanted);
      if (inBody) socket.write(Buffer.of(1));
      wanted = inBody ? LENGTH_BYTES : all.readUInt32LE(0);
      inBody = !inBody;
      parts = rest.length === 0 ? [] : [rest];
      held = rest.length;
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.once("disconnect", () => process.exit(0));
