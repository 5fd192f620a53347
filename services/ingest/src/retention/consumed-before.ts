import { LINK_STREAMS } from "@phm/contracts";
import { addSeconds, NS_PER_MS, type TimeNs } from "@phm/domain";
import type { NatsLink } from "@phm/service-kit";

const STREAM = LINK_STREAMS.acquisition.name;
/** Receiving and storing on the broker are two clocks. */
const CLOCKS_APART_S = 3_600;

/**
 * What was received before this time has been worked off by all readers of the acquisitions. While a reader waits for anything, that is all
 * before the oldest message on the broker: one that a crash has left there for nobody holds it back too.
 */
export async function consumedBefore(link: NatsLink, nowNs: TimeNs): Promise<TimeNs> {
  if (!(await isAnyoneBehind(link))) return addSeconds(nowNs, -CLOCKS_APART_S);
  const { state } = await link.manager.streams.info(STREAM);
  return addSeconds(BigInt(Date.parse(state.first_ts)) * NS_PER_MS, -CLOCKS_APART_S);
}

async function isAnyoneBehind(link: NatsLink): Promise<boolean> {
  for await (const { num_pending, num_ack_pending } of link.manager.consumers.list(STREAM)) {
    if (num_pending + num_ack_pending > 0) return true;
  }
  return false;
}
