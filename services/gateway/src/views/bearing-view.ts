import { type BearingEntry, type BearingRevision, formatTimeNs } from "@phm/domain";

/** What holds at a site under a designation, as the API shows it. */
export function bearingEntryView({ figures, maker, notes, version, hasBuiltIn }: BearingEntry) {
  const { version: _, ...shown } = figures;
  return { ...shown, maker: maker ?? null, notes: notes ?? null, version, hasBuiltIn };
}

/** A change; without `bearing` the site took its entry back. */
export function bearingRevisionView({ version, author, timeNs, note, bearing }: BearingRevision) {
  return { version, author, time: formatTimeNs(timeNs), note, bearing: bearing ?? null };
}
