import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ASSET_BUCKET, AssetConfigSchema, assetBucketKey, assetConfigFromWire, assetConfigToWire } from "@phm/contracts";
import type { AssetConfig, AssetRef } from "@phm/domain";
import { openBucket } from "../nats/bucket.js";
import type { Bucket, BucketWatch } from "../nats/bucket-types.js";
import type { NatsLink } from "../nats/nats-link.js";
import { ReplicaMarker } from "./replica-marks.js";

/** The asset register as the services see it: a bucket that workorders writes and the others follow. */
export class AssetDirectory {
  private readonly known = new Map<string, AssetConfig>();
  private readonly watch: BucketWatch;

  private constructor(
    private readonly bucket: Bucket,
    private readonly marker: ReplicaMarker | undefined,
  ) {
    this.watch = bucket.watch(({ key, value, revision }) => {
      if (value) this.known.set(key, decode(value));
      else this.known.delete(key);
      marker?.applied(revision);
    });
  }

  /** @param service whose process this is: it then says which changes it has applied */
  static async open(link: NatsLink, service?: string): Promise<AssetDirectory> {
    const marker = service === undefined ? undefined : await ReplicaMarker.open(link, service);
    return new AssetDirectory(await openBucket(link, ASSET_BUCKET), marker);
  }

  /** The configuration as last announced; asks the broker for what the watch has not told yet. Undefined for an asset that is not registered. */
  async find(ref: AssetRef): Promise<AssetConfig | undefined> {
    const key = assetBucketKey(ref);
    const known = this.known.get(key);
    if (known) return known;
    const entry = await this.bucket.get(key);
    if (!entry?.value) return undefined;
    const config = decode(entry.value);
    // The watch may have brought a newer one while the answer was on its way.
    if (!this.known.has(key)) this.known.set(key, config);
    return this.known.get(key);
  }

  /** Those of the known configurations that fit, as last announced. */
  matching(fits: (config: AssetConfig) => boolean): AssetConfig[] {
    return [...this.known.values()].filter(fits);
  }

  /** Makes a configuration known to every service. Only workorders, which owns the register, calls this. */
  async announce(config: AssetConfig): Promise<void> {
    await this.bucket.put(assetBucketKey(config.ref), toBinary(AssetConfigSchema, assetConfigToWire(config)));
  }

  async close(): Promise<void> {
    this.watch.stop();
    await this.marker?.close();
  }

  /** Revision of the configuration that was announced last; undefined for an asset that is not registered. */
  static async revisionOf(link: NatsLink, ref: AssetRef): Promise<number | undefined> {
    const entry = await (await openBucket(link, ASSET_BUCKET)).get(assetBucketKey(ref));
    return entry?.value ? entry.revision : undefined;
  }
}

function decode(value: Uint8Array): AssetConfig {
  return assetConfigFromWire(fromBinary(AssetConfigSchema, value));
}
