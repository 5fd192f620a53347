import { InvalidValue } from "@phm/domain";

/** What every file system and database takes as it is: no separator, no leading dot, nothing that is read as a path. */
const SEGMENT = /^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,199}$/;
const MAX_SEGMENTS = 16;
const MAX_CHARACTERS = 1024;

/** The segments of a key. @throws InvalidValue */
export function keySegments(key: string, field = "key"): [string, ...string[]] {
  const segments = key.split("/");
  const fits = key.length <= MAX_CHARACTERS && segments.length <= MAX_SEGMENTS && segments.every((segment) => SEGMENT.test(segment));
  if (fits) return segments as [string, ...string[]];
  const limit = `1 to ${MAX_SEGMENTS} segments joined by /, each 1 to 200 of A-Z a-z 0-9 _ - = . without a leading dot`;
  throw new InvalidValue(field, key, `${limit}, at most ${MAX_CHARACTERS} characters`, "bad_blob_key");
}
