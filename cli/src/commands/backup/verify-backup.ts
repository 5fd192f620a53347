import { checkBackup } from "../../backup/check-backup.js";

/** Tells what of a backup is not as it was written. */
export async function verifyBackup(folder: string): Promise<void> {
  const { manifest, faults } = await checkBackup(folder);
  for (const { file, detail } of faults) process.stdout.write(`damaged ${file}: ${detail}\n`);
  const items = manifest.parts.reduce((sum, part) => sum + part.items, 0);
  process.stdout.write(`${faults.length === 0 ? "sound" : "NOT SOUND"}: ${items} documents, points and blobs as of ${manifest.takenAt}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
