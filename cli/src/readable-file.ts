import { access, constants } from "node:fs/promises";
import { InvalidValue } from "@phm/domain";

/** @throws InvalidValue before anything else is done */
export async function checkReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch {
    throw new InvalidValue("FILE", file, "a file that is there and can be read");
  }
}
