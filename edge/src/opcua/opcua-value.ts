import { NS_PER_MS, type ReadingQuality, type TimeNs } from "@phm/domain";
import type { DataValue } from "node-opcua-client";

export interface OpcuaValue {
  readonly raw: unknown;
  readonly timeNs: TimeNs;
  readonly quality: ReadingQuality;
  readonly qualityReason?: string;
}

/** The two highest bits of a status code: its severity (OPC UA part 4, 7.39). */
const SEVERITIES: readonly ReadingQuality[] = ["good", "uncertain", "bad", "bad"];

/** A value with the source's time (else the server's, else that of arrival) and the quality that its status code says, by the code's name. */
export function opcuaValue({ value, statusCode, sourceTimestamp, serverTimestamp }: DataValue, nowMs: number): OpcuaValue {
  const quality = SEVERITIES[statusCode.value >>> 30] ?? "bad";
  const timeNs = BigInt((sourceTimestamp ?? serverTimestamp)?.getTime() ?? nowMs) * NS_PER_MS;
  return { raw: plain(value?.value), timeNs, quality, ...(quality === "good" ? {} : { qualityReason: statusCode.name }) };
}

/** 64-bit integers come as a pair of halves. */
function plain(raw: unknown): unknown {
  const isPair = Array.isArray(raw) && raw.length === 2 && raw.every((half) => typeof half === "number");
  return isPair ? Number((BigInt(raw[0] as number) << 32n) + BigInt(raw[1] as number)) : raw;
}
