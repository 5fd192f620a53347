/** What one member knows when it decides which partitions to give away and which to take. */
export interface LeaseView {
  readonly self: string;
  /** Members that hold a lease, this one among them. */
  readonly living: readonly string[];
  /** Who is written down as the owner of each partition; undefined where nobody is. */
  readonly owners: ReadonlyMap<number, string | undefined>;
  /** What this member really holds: it may be less than what is written down, after a crash. */
  readonly held: ReadonlySet<number>;
}

export interface LeaseMoves {
  readonly release: readonly number[];
  readonly claim: readonly number[];
}

/**
 * How many partitions a member may hold: the whole, divided by the living. What is left over goes to those who have most already, so that
 * no partition moves for the sake of one.
 */
export function fairShare({ self, living, owners }: LeaseView): number {
  const base = Math.floor(owners.size / living.length);
  const left = owners.size % living.length;
  const count = (member: string) => [...owners.values()].filter((owner) => owner === member).length;
  const byHolding = living
    .map((member) => ({ member, holds: count(member) }))
    .sort((a, b) => b.holds - a.holds || compare(a.member, b.member));
  return base + (byHolding.findIndex(({ member }) => member === self) < left ? 1 : 0);
}

/**
 * What brings this member to its fair share: nothing is released but what is above it, nothing claimed but what no living member owns. When
 * every member does so again and again, each partition has exactly one owner in the end.
 */
export function leaseMoves(view: LeaseView): LeaseMoves {
  const { self, living, owners, held } = view;
  const share = fairShare(view);
  const kept = [...held].sort((a, b) => a - b);
  const alive = new Set(living);
  const free = [...owners].filter(
    ([partition, owner]) => !held.has(partition) && (owner === undefined || owner === self || !alive.has(owner)),
  );
  return { release: kept.slice(share), claim: free.map(([partition]) => partition).slice(0, Math.max(0, share - kept.length)) };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
