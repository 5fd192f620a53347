import { alarms } from "./alarms.mjs";
import { analyst } from "./analyst.mjs";
import { badStates } from "./bad-states.mjs";
import { firstRun } from "./first-run.mjs";
import { inspector } from "./inspector.mjs";
import { knowledge } from "./knowledge.mjs";
import { live } from "./live.mjs";
import { owner } from "./owner.mjs";
import { planner } from "./planner.mjs";
import { signIn } from "./sign-in.mjs";
import { technician } from "./technician.mjs";

/**
 * @typedef {object} Story
 * @property {string} name
 * @property {(world: { browser: object, plant: object, shot: (page: object, picture: string) => Promise<void> }) => Promise<string[]>} tell
 *   problems; `shot` takes a picture and looks for what keeps people from using the page
 *
 * @type {readonly Story[]}
 */
export const STORIES = [firstRun, inspector, signIn, technician, alarms, analyst, planner, knowledge, owner, live, badStates];
