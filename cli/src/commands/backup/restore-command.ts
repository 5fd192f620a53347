import { Command } from "commander";
import { restoreBackup } from "../../backup/restore-backup.js";
import { storeTarget } from "../../backup/store-target.js";

/** `phm restore DIR`. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("put a backup into an empty suite, which is started afterwards; with MONGODB_URL set: into MongoDB")
    .argument("<dir>", "the backup")
    .option("--data <folder>", "data folder of the empty suite", ".phm/suite")
    .action(async (folder: string, { data }: { readonly data: string }) => {
      const { parts, takenAt } = await restoreBackup(folder, data, storeTarget(data));
      const items = parts.reduce((sum, part) => sum + part.items, 0);
      process.stdout.write(`restored ${items} documents, points and blobs as of ${takenAt}; start the suite with: phm up --data ${data}\n`);
    });
}
