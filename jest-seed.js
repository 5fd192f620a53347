import fc from "fast-check";

/**
 * On a developer's machine every run of a property test draws new values, which is how it finds what nobody thought of. Before a change
 * lands it must say the same of the same code twice: there the seed is fixed. `PHM_TEST_SEED` fixes it anywhere.
 */
const CI_SEED = 20_260_301;
const wanted = process.env.PHM_TEST_SEED ?? (process.env.CI ? String(CI_SEED) : undefined);
if (wanted !== undefined) {
  const seed = Number(wanted);
  if (!Number.isInteger(seed)) throw new Error(`PHM_TEST_SEED is ${wanted}, it must be an integer`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
