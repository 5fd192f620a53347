import { LINK_STREAMS } from "@phm/contracts";
import { type NatsLink, ServiceError } from "@phm/service-kit";

/** What the acquisition stream still holds of a subject, oldest first. Reading takes nothing away from who consumes it. */
export async function* messagesOn({ manager }: NatsLink, subject: string): AsyncGenerator<Uint8Array> {
  for (let from = 1; ; ) {
    // Known to brokers from 2.9 on; the client's types leave it out.
    const next = { seq: from, next_by_subj: subject };
    const found = await manager.streams.getMessage(LINK_STREAMS.acquisition.name, next).catch((error: unknown) => {
      const failure = ServiceError.from(error);
      if (failure.code === "not_found") return null;
      throw failure;
    });
    if (!found) return;
    yield found.data;
    from = found.seq + 1;
  }
}
