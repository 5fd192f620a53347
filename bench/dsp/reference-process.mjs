import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../reference/", import.meta.url));
/** Debian's Python has NumPy and SciPy from its packages; another `python3` on the path may have neither. */
const PYTHONS = ["/usr/bin/python3", "python3"];

/** A linear algebra library beneath NumPy would otherwise wait actively on threads that it has no work for. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** A reference that cannot be had here: the message says which and what is missing. */
export class ReferenceNotAvailable extends Error {}

/** A process that answers each line with a line, so that candidate and reference can take turns in one run. */
class ReferenceProcess {
  constructor(command, args) {
    this.child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...ONE_THREAD } });
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ask(question) {
    this.child.stdin.write(`${question}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the reference ${this.child.spawnfile} ended without an answer to ${question}`);
    return value;
  }

  close() {
    this.child.stdin.end();
  }
}

/** @param scratch folder that receives the program */
export function startFftw(scratch) {
  const program = join(scratch, "fftw");
  orNotAvailable("FFTW (a C compiler and libfftw3-dev are needed)", () =>
    execFileSync("cc", ["-O2", join(folder, "fftw.c"), "-o", program, "-lfftw3f", "-lm"], { stdio: "pipe" }),
  );
  return new ReferenceProcess(program, []);
}

/** @param scratch folder that receives the block's bytes */
export function startNumpy(scratch, block) {
  const python = PYTHONS.find((name) => runs(name, ["-c", "import numpy, scipy.signal"]));
  if (python === undefined) throw new ReferenceNotAvailable("NumPy and SciPy (python3-scipy is needed)");
  const file = join(scratch, "block.f32");
  writeFileSync(file, block);
  return new ReferenceProcess(python, [join(folder, "features.py"), file]);
}

function orNotAvailable(what, work) {
  try {
    work();
  } catch (error) {
    throw new ReferenceNotAvailable(what, { cause: error });
  }
}

function runs(command, args) {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
