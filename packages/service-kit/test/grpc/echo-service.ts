import { create, createFileRegistry, type DescService } from "@bufbuild/protobuf";
import type { GenService } from "@bufbuild/protobuf/codegenv2";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_wrappers,
  MethodOptions_IdempotencyLevel,
  type StringValueSchema,
} from "@bufbuild/protobuf/wkt";

type Text = typeof StringValueSchema;

/** A service with one method of each kind, all from text to text. */
export type EchoService = GenService<{
  unary: { methodKind: "unary"; input: Text; output: Text };
  repeatable: { methodKind: "unary"; input: Text; output: Text };
  count: { methodKind: "server_streaming"; input: Text; output: Text };
  join: { methodKind: "client_streaming"; input: Text; output: Text };
  chat: { methodKind: "bidi_streaming"; input: Text; output: Text };
}>;

const TEXT = ".google.protobuf.StringValue";
const method = (name: string, clientStreaming = false, serverStreaming = false) => ({
  name,
  inputType: TEXT,
  outputType: TEXT,
  clientStreaming,
  serverStreaming,
});

/** Made at run time, so that the tests of the kit need none of the suite's own protos. */
export const EchoService = echoService();

function echoService(): EchoService {
  const file = create(FileDescriptorProtoSchema, {
    name: "phm/test/v1/echo.proto",
    package: "phm.test.v1",
    syntax: "proto3",
    dependency: ["google/protobuf/wrappers.proto"],
    service: [
      {
        name: "EchoService",
        method: [
          method("Unary"),
          { ...method("Repeatable"), options: { idempotencyLevel: MethodOptions_IdempotencyLevel.IDEMPOTENT } },
          method("Count", false, true),
          method("Join", true),
          method("Chat", true, true),
        ],
      },
    ],
  });
  const registry = createFileRegistry(file, () => file_google_protobuf_wrappers.proto);
  return registry.getService("phm.test.v1.EchoService") as DescService as EchoService;
}
