/** What a stream must be. Values that are not given have the default that the comment names. */
export interface StreamSpec {
  readonly name: string;
  readonly subjects: readonly string[];
  /** `interest` keeps a message until every consumer has acked it; `limits` keeps it until the budget is used up. */
  readonly retention: "interest" | "limits";
  /** When the budget is used up: `new` refuses the publisher (back-pressure), `old` drops the oldest. */
  readonly discard: "new" | "old";
  readonly maxBytes: number;
  /** Largest message, header included, bytes. Default: 8 MiB. */
  readonly maxMessageBytes?: number;
  /** How long a repeated message id is recognised, ms. Default: 2 min. */
  readonly duplicateWindowMs?: number;
  /** Longest stay of a message, ms. Default: no limit. */
  readonly maxAgeMs?: number;
  /** Brokers that keep each message. Default: left as it is, one for a new stream. */
  readonly replicas?: number;
}

/** What a durable pull consumer must be. Delivery is never given up: what cannot be handled is dead-lettered by the consumer loop. */
export interface ConsumerSpec {
  readonly durable: string;
  readonly filterSubject: string;
  /** Consumers of the same partition, of different streams too, open and close together. Default: one of its own. */
  readonly partition?: number;
  /** After this time without ack or sign of work the broker delivers again, ms. Default: 5 s. */
  readonly ackWaitMs?: number;
  /** Messages handed out and not yet acked. Default: 1, which is what keeps the order. */
  readonly maxAckPending?: number;
}

/** A stream with its consumers, which are made before anything is published (interest retention drops what nobody asked for). */
export interface StreamTopology {
  readonly stream: StreamSpec;
  readonly consumers: readonly ConsumerSpec[];
}
