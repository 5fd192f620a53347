#!/usr/bin/env node
import { buildProgram } from "./program.js";
import { explain } from "./print/explain.js";

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
