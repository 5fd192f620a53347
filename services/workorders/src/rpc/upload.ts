import { InvalidValue } from "@phm/domain";

/** What a message of an upload holds: a header first, then pieces of content. */
type UploadPart =
  | { readonly case: "header"; readonly value: object }
  | { readonly case: "chunk"; readonly value: Uint8Array }
  | { readonly case: undefined; readonly value?: undefined };

type HeaderOf<Part extends UploadPart> = Extract<Part, { readonly case: "header" }>["value"];

/** Splits the messages of an upload. @throws InvalidValue where they do not begin with a header, or have a second one */
export async function splitUpload<Part extends UploadPart>(
  requests: AsyncIterable<{ readonly part: Part }>,
): Promise<{ readonly header: HeaderOf<Part>; readonly chunks: AsyncIterable<Uint8Array> }> {
  const messages = requests[Symbol.asyncIterator]();
  const first = await messages.next();
  if (first.done || first.value.part.case !== "header")
    throw new InvalidValue("header", first.done ? "nothing" : first.value.part.case, "the first message");
  return { header: first.value.part.value as HeaderOf<Part>, chunks: chunksOf(messages) };
}

async function* chunksOf(messages: AsyncIterator<{ readonly part: UploadPart }>): AsyncGenerator<Uint8Array> {
  for (let next = await messages.next(); !next.done; next = await messages.next()) {
    const { part } = next.value;
    if (part.case !== "chunk") throw new InvalidValue("chunk", part.case, "content, after the header");
    yield part.value;
  }
}
