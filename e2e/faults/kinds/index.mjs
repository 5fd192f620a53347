import { bitFlip } from "./bit-flip.mjs";
import { clockSkew } from "./clock-skew.mjs";
import { cutLink } from "./cut-link.mjs";
import { databaseAway } from "./database-away.mjs";
import { diskFull } from "./disk-full.mjs";
import { duplicate } from "./duplicate.mjs";
import { kill, killBroker } from "./kill.mjs";
import { namespace } from "./namespace.mjs";
import { powerLoss } from "./power-loss.mjs";
import { reordered } from "./reordered.mjs";
import { restart } from "./restart.mjs";
import { suspend } from "./suspend.mjs";

/**
 * Every kind of fault.
 *
 * @typedef {object} FaultKind
 * @property {string} kind
 * @property {number} shortRuns none: it takes too long for the short form
 * @property {number} longRuns
 * @property {() => string | undefined | Promise<string | undefined>} [needs] why it cannot be tried on this machine
 * @property {(random: () => number, form: { long: boolean, run: number }) => import("../play.mjs").Scenario} scenario
 *
 * @type {readonly FaultKind[]}
 */
export const FAULT_KINDS = [
  kill,
  killBroker,
  suspend,
  restart,
  cutLink,
  duplicate,
  clockSkew,
  powerLoss,
  diskFull,
  bitFlip,
  reordered,
  databaseAway,
  namespace,
];
