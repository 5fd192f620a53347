import { create, type DescMessage, fromBinary, type MessageInitShape, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { ServiceError } from "../errors/service-error.js";

/**
 * What stands in for a message whose bytes could not be decoded. A deserialiser that throws would end the call as INTERNAL, or worse;
 * this one travels to the place where the call can be ended with a status that says what was expected.
 */
export class Undecodable {
  constructor(
    readonly typeName: string,
    readonly payloadBytes: number,
    readonly cause: unknown,
  ) {}

  toError(): ServiceError {
    return new ServiceError(
      "invalid_argument",
      `a message of ${this.payloadBytes} bytes could not be decoded; it must be ${this.typeName}`,
      {
        field: "message",
        value: `${this.payloadBytes} undecodable bytes`,
        limit: `a ${this.typeName}`,
        reason: "undecodable",
        cause: this.cause,
      },
    );
  }
}

export type Decoded<T extends DescMessage> = MessageShape<T> | Undecodable;

export function decoderOf<T extends DescMessage>(type: T): (bytes: Buffer) => Decoded<T> {
  return (bytes) => {
    try {
      return fromBinary(type, bytes);
    } catch (error) {
      return new Undecodable(type.typeName, bytes.length, error);
    }
  };
}

/** The message, or its failure thrown. */
export function decoded<T>(message: T | Undecodable): T {
  if (message instanceof Undecodable) throw message.toError();
  return message;
}

export function encoderOf<T extends DescMessage>(type: T): (message: MessageShape<T>) => Buffer {
  return (message) => {
    const bytes = toBinary(type, message);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

/** A complete message from what a handler or caller gave. */
export function complete<T extends DescMessage>(type: T, init: MessageInitShape<T>): MessageShape<T> {
  return create(type, init);
}
