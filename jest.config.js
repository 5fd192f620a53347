/** Tests run from source (the `source` export condition), in ESM, on the real broker and stores. */
export default {
  testEnvironment: "<rootDir>/jest-env.cjs",
  setupFiles: ["<rootDir>/jest-seed.js"],
  roots: [
    "<rootDir>/packages",
    "<rootDir>/services",
    "<rootDir>/cli",
    "<rootDir>/edge",
    "<rootDir>/console",
    "<rootDir>/e2e",
    "<rootDir>/scripts",
  ],
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["/dist/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.tsx?$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "es6" }, sourceMaps: "inline" },
    ],
  },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  testTimeout: 30_000,
  maxWorkers: 2,
  // What a file's globals hold is not all given back: a worker that has grown so far is started anew between two files.
  workerIdleMemoryLimit: "1500MB",
};
