import { crc32 } from "node:zlib";
import { ServiceError } from "../errors/service-error.js";

interface WithChannels {
  readonly id: string;
  readonly channels: readonly { readonly data: Uint8Array }[];
}

/** CRC-32 (ISO 3309, as in zlib) of the channels' data, one after the other: whoever hands an acquisition on tells it, whoever gets it compares. */
export function samplesCrc32({ channels }: Pick<WithChannels, "channels">): number {
  return channels.reduce((sum, { data }) => crc32(data, sum), 0);
}

/**
 * Compares with what was told; nothing told is nothing to compare with.
 * @throws ServiceError `failed_precondition` with reason `bad_checksum`, retryable: whoever has sent it has it whole
 */
export function checkSamples(acquisition: WithChannels, told: number | undefined): void {
  if (told === undefined) return;
  const found = samplesCrc32(acquisition);
  if (found === told) return;
  throw new ServiceError("failed_precondition", `the samples of acquisition ${acquisition.id} were damaged on the way`, {
    reason: "bad_checksum",
    field: "samples_crc32",
    value: told.toString(16),
    limit: `${found.toString(16)}, of what has arrived`,
    retryable: true,
  });
}
