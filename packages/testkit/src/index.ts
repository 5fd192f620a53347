export { mongoTestUrl } from "./mongo-test-url.js";
export { findNatsServer, type NatsServer, type NatsServerOptions, startNatsServer } from "./nats-server.js";
export { type PhmCommand, runPhm, startPhm } from "./run-phm.js";
export { SHORT_LIFE_ACQUISITIONS, shortLife } from "./short-life.js";
export { COUNTERS, openRace, type RaceReport, type Racer, type RaceTask, SERIES_KEY, STORE_RACE_WORKER } from "./store-race.js";
export { type CertificateFiles, TestAuthority } from "./test-authority.js";
export { startTestSuite, type TestSource, type TestSuite, type TestSuiteOptions } from "./test-suite.js";
export { type WaitOptions, waitFor } from "./wait-for.js";
