import type { TimeNs } from "@phm/domain";
import type { MqttConfig } from "../config/edge-file.js";
import { deliverDocument } from "../mapping/deliver-document.js";
import type { Place } from "../mapping/slow-reading.js";
import type { Source, SourceSession } from "../source/source.js";
import { brokerSession } from "./broker-session.js";
import { topicMatches } from "./topic-matches.js";

/** JSON messages of an MQTT broker, with a session that the broker keeps: what comes while the connector is away comes afterwards. */
export class MqttSource implements Source {
  readonly name: string;

  constructor(
    private readonly place: Place,
    private readonly config: MqttConfig,
    private readonly password: string | undefined,
    private readonly nowNs: () => TimeNs,
  ) {
    this.name = config.name;
  }

  run({ sink, signal, connected }: SourceSession): Promise<void> {
    const { config, password, place, nowNs } = this;
    return brokerSession({
      ...{ config, password, signal, keepSession: true },
      topics: config.topics.map(({ topic }) => topic),
      onConnected: async () => connected(),
      onMessage: async (topic, payload) => {
        for (const mapping of config.topics) {
          if (topicMatches(mapping.topic, topic)) await deliverDocument(place, mapping, payload.toString("utf8"), nowNs(), sink);
        }
      },
    });
  }
}
