import type { StoreVerificationEvent } from "@phm/contracts";

export type ServiceEvent = StoreVerificationEvent & { readonly service: string };

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Tells what a verification says as it comes, then the counts. False where something is damaged or missing that was not repaired. */
export async function printVerification(events: AsyncIterable<ServiceEvent>, asJson: boolean): Promise<boolean> {
  const counts = { items: 0, itemsWithoutChecksum: 0, damaged: 0, missing: 0, orphaned: 0, repaired: 0 };
  for await (const event of events) {
    if ("fault" in event) counts[event.fault.repaired ? "repaired" : event.fault.kind] += 1;
    else if (event.tally.done) {
      counts.items += event.tally.items;
      counts.itemsWithoutChecksum += event.tally.itemsWithoutChecksum;
    }
    const line = asJson ? JSON.stringify(flat(event)) : sentence(event);
    if (line !== undefined) print(line);
  }
  const ok = counts.damaged === 0 && counts.missing === 0;
  print(asJson ? JSON.stringify({ ok, ...counts }) : summary(counts, ok));
  return ok;
}

function flat(event: ServiceEvent): object {
  const { service } = event;
  return "fault" in event ? { service, fault: event.fault } : { service, tally: event.tally };
}

function sentence(event: ServiceEvent): string | undefined {
  const { service } = event;
  if ("fault" in event) {
    const { kind, store, id, namedBy, detail, repaired } = event.fault;
    const names = namedBy === undefined ? "" : ` (named by ${namedBy})`;
    return `${repaired ? "repaired" : kind} ${service} ${store} ${id}${names}: ${detail}`;
  }
  const { store, items, itemsWithoutChecksum, done } = event.tally;
  if (!done) return undefined;
  return `read ${service} ${store}: ${items} items${itemsWithoutChecksum > 0 ? `, ${itemsWithoutChecksum} of them without a checksum` : ""}`;
}

function summary(counts: Readonly<Record<"items" | "damaged" | "missing" | "orphaned" | "repaired", number>>, ok: boolean): string {
  const { items, damaged, missing, orphaned, repaired } = counts;
  const found = `${damaged} damaged, ${missing} missing, ${orphaned} orphaned, ${repaired} repaired`;
  return `${ok ? "sound" : "NOT SOUND"}: ${items} items read; ${found}`;
}
