import { checkWhole, checkWords } from "./check-fields.js";
import { checkOrderTask } from "./check-order-task.js";
import { InvalidValue } from "./invalid-value.js";
import { CATCH_UPS, type CalendarTrigger, METERS, PLAN_INTERVALS, type PlanTrigger, type PreventivePlan } from "./preventive-plan.js";
import { checkRecurrenceRule, recurrenceParts } from "./recurrence-rule.js";

const MAX_ID = 60;
const MAX_AHEAD_DAYS = 90;
const MAX_AHEAD_HOURS = 23;
const MAX_TOLERANCE_DAYS = 90;
const MAX_METER = 1e9;
const MAX_HELD_HOURS = 24 * 90;
/** What a floating rule may say: how long after the work was done, and nothing about days of its own. */
const FLOATING_PARTS = ["FREQ", "INTERVAL"];

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkPreventivePlan({ id, component, task, trigger, tier, aheadDays, aheadHours, toleranceDays }: PreventivePlan): void {
  if (!/^[A-Za-z0-9_-]+$/.test(id) || id.length > MAX_ID) throw new InvalidValue("id", id, `1 to ${MAX_ID} letters, digits, - and _`);
  checkWords("component", component);
  checkOrderTask(task);
  checkTrigger(trigger);
  checkWord("tier", tier, ["plan", "act_now"]);
  checkWhole("aheadDays", aheadDays, 0, MAX_AHEAD_DAYS);
  if (aheadHours !== undefined) checkWhole("aheadHours", aheadHours, 0, MAX_AHEAD_HOURS);
  checkWhole("toleranceDays", toleranceDays, 0, MAX_TOLERANCE_DAYS);
}

function checkTrigger(trigger: PlanTrigger): void {
  switch (trigger.kind) {
    case "calendar":
      checkCalendar(trigger);
      break;
    case "meter":
      checkWord("trigger.meter", trigger.meter, METERS);
      checkWord("trigger.interval", trigger.interval, PLAN_INTERVALS);
      if (!(trigger.every > 0 && trigger.every <= MAX_METER))
        throw new InvalidValue("trigger.every", trigger.every, `above 0, at most ${MAX_METER}`, "out_of_range");
      checkRange("trigger.from", trigger.from, MAX_METER);
      break;
    case "condition":
      checkWord("trigger.reaches", trigger.reaches, ["alert", "alarm", "B", "C", "D"]);
      checkRange("trigger.heldHours", trigger.heldHours, MAX_HELD_HOURS);
  }
}

function checkCalendar({ rule, interval, catchUp }: CalendarTrigger): void {
  checkWord("trigger.interval", interval, PLAN_INTERVALS);
  checkRecurrenceRule(rule, "trigger.rule");
  if (catchUp !== undefined) checkWord("trigger.catchUp", catchUp, CATCH_UPS);
  if (interval === "fixed") return;
  if (catchUp !== undefined) throw new InvalidValue("trigger.catchUp", catchUp, "left out of a floating interval, which is never behind");
  for (const [name, value] of recurrenceParts(rule.rrule)) {
    if (!FLOATING_PARTS.includes(name))
      throw new InvalidValue(
        `trigger.rule.rrule.${name}`,
        value,
        `left out of a floating interval, which has ${FLOATING_PARTS.join(" and ")} alone`,
      );
  }
}

function checkRange(field: string, value: number, max: number): void {
  if (!(value >= 0 && value <= max)) throw new InvalidValue(field, value, `0 to ${max}`, "out_of_range");
}

function checkWord(field: string, word: string, words: readonly string[]): void {
  if (!words.includes(word)) throw new InvalidValue(field, word, `one of ${words.join(", ")}`, "unknown_word");
}
