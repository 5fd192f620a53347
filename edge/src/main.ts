import { readFile } from "node:fs/promises";
import { runService } from "@phm/service-kit";
import { parseEdgeFile } from "./config/edge-file.js";
import { plannedPoints } from "./config/planned-points.js";
import { readConfig } from "./config.js";
import { createEdge } from "./service.js";

const [command, file] = process.argv.slice(2);
if (command === "check" && file !== undefined) {
  try {
    for (const point of plannedPoints(parseEdgeFile(file, await readFile(file, "utf8"))))
      process.stdout.write(`${JSON.stringify(point)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
} else await runService({ name: "edge", config: readConfig, create: createEdge });
