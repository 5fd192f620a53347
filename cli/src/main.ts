#!/usr/bin/env node
import { readCallIdentity, showIdentity } from "@phm/service-kit";
import { explain } from "./print/explain.js";
import { buildProgram } from "./program.js";

try {
  showIdentity(readCallIdentity(process.env));
  await buildProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
