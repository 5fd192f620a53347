import { addSeconds, MAX_TIME_NS, type TimeNs } from "@phm/domain";

export const S_PER_DAY = 86_400;
/** How late the end of an order, or a reading that nobody announced, may be noticed. */
const LOOK_AGAIN_S = 300;

export const afterDays = (timeNs: TimeNs, days: number): TimeNs => addSeconds(timeNs, days * S_PER_DAY);
export const laterLook = (nowNs: TimeNs): TimeNs => addSeconds(nowNs, LOOK_AGAIN_S);
/** There is nothing more to come. */
export const NEVER: TimeNs = MAX_TIME_NS;
