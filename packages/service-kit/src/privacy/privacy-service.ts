import { PrivacyService } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { defineService, type GrpcService } from "../grpc/define-service.js";
import type { MethodHandler } from "../grpc/service-handlers.js";
import type { BlobShelf } from "../integrity/blob-shelf.js";
import { eachBlob } from "../integrity/scrub-blobs.js";
import type { Logger } from "../log/create-logger.js";
import type { DocumentStore } from "../store/port.js";
import type { RawStore } from "../store/raw/raw-store.js";
import { ErasedContents } from "./erased-contents.js";
import { type FoundText, findInRows, redactRows } from "./redact-rows.js";
import { WantedTexts } from "./wanted-texts.js";

export interface PrivacyDependencies {
  readonly store: DocumentStore;
  readonly openRawStore: () => Promise<RawStore>;
  readonly shelves: readonly BlobShelf[];
  readonly logger: Logger;
}

type Methods = (typeof PrivacyService)["method"];

/** What whoever answers for personal data asks of a service. */
export function privacyService(dependencies: PrivacyDependencies): GrpcService {
  return defineService(PrivacyService, {
    findText: findText(dependencies),
    redactText: redactText(dependencies),
    eraseContent: eraseContent(dependencies),
  });
}

function findText({ openRawStore, shelves }: PrivacyDependencies): MethodHandler<Methods["findText"]> {
  return async function* ({ texts }) {
    const wanted = new WantedTexts(texts);
    const raw = await openRawStore();
    try {
      yield* findInRows(raw, wanted);
    } finally {
      await raw.close();
    }
    for (const shelf of shelves) if (shelf.holdsFiles) yield* findInFiles(shelf, wanted);
  };
}

/** As UTF-8: what is compressed or drawn hides what it says. */
async function* findInFiles({ name, blobs }: BlobShelf, wanted: WantedTexts): AsyncGenerator<FoundText> {
  for await (const key of eachBlob(blobs)) {
    const content = await blobs.get(key);
    if (!content) continue;
    for (const text of wanted.in(new TextDecoder().decode(content))) {
      yield { store: `blobs/${name}`, id: key, field: "content", text, inId: false };
    }
  }
}

function redactText({ openRawStore, logger }: PrivacyDependencies): MethodHandler<Methods["redactText"]> {
  return async ({ texts }) => {
    const wanted = new WantedTexts(texts);
    const raw = await openRawStore();
    try {
      const changed = await redactRows(raw, wanted);
      // Never the texts: a log is kept too.
      logger.info(changed, "texts that name somebody were taken out");
      return changed;
    } finally {
      await raw.close();
    }
  };
}

function eraseContent({ store, shelves, logger }: PrivacyDependencies): MethodHandler<Methods["eraseContent"]> {
  return async ({ store: name, key, actor, reason }) => {
    const shelf = shelves.find((each) => each.name === name && each.holdsFiles);
    const names = shelves.filter(({ holdsFiles }) => holdsFiles).map((each) => each.name);
    if (!shelf)
      throw new InvalidValue("store", name, names.length > 0 ? names.join(" or ") : "none here: this service keeps no files of people");
    if (actor.trim() === "") throw new InvalidValue("actor", actor, "who has it erased");
    if (reason.trim() === "") throw new InvalidValue("reason", reason, "why");
    if (!(await shelf.blobs.head(key))) return { erased: false };
    const erased = await ErasedContents.open(store);
    await erased.note({ store: name, key, actor, reason, erasedMs: Date.now() });
    logger.info({ store: name, key, actor }, "a content was erased");
    return { erased: await shelf.blobs.delete(key) };
  };
}
