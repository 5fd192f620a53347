// Computes the features of a block as often as each message says, and answers when done.
import { parentPort } from "node:worker_threads";
import { coreFeatures, madeBlock } from "./core-features.mjs";

const block = madeBlock();
parentPort.on("message", (count) => {
  for (let i = 0; i < count; i++) coreFeatures(block);
  parentPort.postMessage("done");
});
