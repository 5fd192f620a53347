import { pathToFileURL } from "node:url";
import { fromRoot } from "./root.mjs";

/** Where the built front door of a workspace package is, for `import()`: scripts run before anything is installed and so import nothing by name. */
export function distOf(folder) {
  return pathToFileURL(fromRoot(folder, "dist", "index.js")).href;
}
