export { mongoTestUrl } from "./mongo-test-url.js";
export { type NatsServer, type NatsServerOptions, startNatsServer } from "./nats-server.js";
export { COUNTERS, openRace, type RaceReport, type Racer, type RaceTask, SERIES_KEY, STORE_RACE_WORKER } from "./store-race.js";
