import { connectNats, createLogger, type NatsLink, ServiceError, WantedTexts } from "@phm/service-kit";
import { natsUrl, type SuiteAddressOptions } from "../../suite/suite-addresses.js";

/** What keeps messages for whoever listens; what links the services is worked off and gone. */
const KEEPING_STREAMS = ["PHM_ANNOUNCEMENT", "PHM_DEAD_LETTER"];

export interface NamingMessage {
  readonly stream: string;
  readonly sequence: number;
  /** Deletes it and overwrites what it was. */
  erase(): Promise<void>;
}

/** Messages that the broker keeps in which one of the texts occurs. */
export async function* naming(texts: readonly string[], suite: SuiteAddressOptions): AsyncGenerator<NamingMessage> {
  const wanted = new WantedTexts(texts);
  const logger = createLogger({ service: "personal-data", level: "silent" });
  const link = await connectNats({ url: natsUrl(suite), name: "phm-personal-data", logger });
  try {
    for (const stream of KEEPING_STREAMS) yield* namingOn(link, stream, wanted);
  } finally {
    await link.close();
  }
}

async function* namingOn({ manager }: NatsLink, stream: string, wanted: WantedTexts): AsyncGenerator<NamingMessage> {
  const info = await manager.streams.info(stream).catch(unlessGone);
  if (!info || info.state.messages === 0) return;
  for (let sequence = info.state.first_seq; sequence <= info.state.last_seq; sequence += 1) {
    const message = await manager.streams.getMessage(stream, { seq: sequence }).catch(unlessGone);
    if (!message || wanted.in(new TextDecoder().decode(message.data)).length === 0) continue;
    yield { stream, sequence, erase: async () => void (await manager.streams.deleteMessage(stream, sequence, true)) };
  }
}

function unlessGone(error: unknown): undefined {
  const failure = ServiceError.from(error);
  if (failure.code !== "not_found") throw failure;
}
