import { type ConditionCourse, type ConditionFigures, formatTimeNs, type OrderWork, type TimeNs } from "@phm/domain";

const timeOrNone = (timeNs: TimeNs | undefined) => (timeNs === undefined ? undefined : formatTimeNs(timeNs));

/** What people have put down on an order, as the API shows it. */
export function orderWorkView(work: OrderWork) {
  const { assignee, plannedStartNs, plannedEndNs, holdReason, doneNs, signature, timeBookings, partBookings } = work;
  return {
    assignee,
    plannedStart: timeOrNone(plannedStartNs),
    plannedEnd: timeOrNone(plannedEndNs),
    holdReason,
    doneAt: timeOrNone(doneNs),
    signature: signature && { person: signature.person, method: signature.method, time: formatTimeNs(signature.timeNs) },
    checklist: work.checklist.map(({ tick, ...item }) => ({ ...item, tick: tick && timed(tick) })),
    timeBookings: timeBookings.map(({ startNs, ...booking }) => ({ start: formatTimeNs(startNs), ...booking })),
    partBookings,
    booked: bookedView(work),
    attachments: work.attachments.map(timed),
  };
}

function timed<T extends { readonly timeNs: TimeNs }>({ timeNs, ...rest }: T) {
  return { ...rest, time: formatTimeNs(timeNs) };
}

/** Sums of what is booked; costs count what has one. */
function bookedView({ timeBookings, partBookings }: OrderWork) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    workTimeS: 60 * sum(timeBookings.map(({ minutes }) => minutes)),
    cost: {
      labour: sum(timeBookings.map(({ minutes, ratePerHour = 0 }) => (minutes / 60) * ratePerHour)),
      parts: sum(partBookings.map(({ quantity, costPerUnit = 0 }) => quantity * costPerUnit)),
      unit: "currency of the site",
    },
  };
}

/** How the machine was before the work and after it, as the API shows it. */
export function courseView({ opening, worst, after, result }: ConditionCourse) {
  return { opening: figuresView(opening), worst: figuresView(worst), after: after ? figuresView(after) : null, result };
}

function figuresView({ timeNs, ...figures }: ConditionFigures) {
  return { time: formatTimeNs(timeNs), ...figures };
}
