import type { AssetConfig, FeatureVector } from "@phm/domain";
import { isAtStandstill } from "../machine/operating-state.js";
import { rounded } from "../numbers/rounded.js";
import { readsShaftLines } from "../signatures/at-read-speed.js";
import type { SignatureState } from "../signatures/signature-memory.js";
import { SIGNATURE_RULES } from "../signatures/signature-rules.js";
import type { ShaftSpeedReading, SpeedAbstention } from "../speed/shaft-speed-reading.js";
import type { UnjudgedRecord } from "./unjudged-record.js";

const RPM_PER_HZ = 60;
/** A tachometer confirms the stated speed; without a spectrum, or with a coarse one, other inputs are missing that are told for themselves. */
const TOLD_OTHERWISE: readonly SpeedAbstention[] = ["tachometer", "no_spectrum"];

/**
 * The modes that were judged at a stated speed which the record does not confirm: were it wrong, their lines would be missed.
 */
export function unjudgedSpeed(
  { operations: [present] }: SignatureState,
  features: FeatureVector,
  config: AssetConfig,
  speed: ShaftSpeedReading | null,
): UnjudgedRecord[] {
  if (!present || !speed?.abstained || TOLD_OTHERWISE.includes(speed.abstained) || isAtStandstill(features, config)) return [];
  const kinds = new Set(Object.values(present.subjects).map(({ kind }) => kind));
  const at = String(rounded(RPM_PER_HZ * speed.statedHz, 1));
  return SIGNATURE_RULES.filter((rule) => kinds.has(rule.subject) && readsShaftLines(rule)).map(({ failureMode }) => ({
    failureMode,
    input: "unread_speed",
    at,
  }));
}
