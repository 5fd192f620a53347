import { DEFAULT_RETENTION_POLICY, type OrganisationId, type RetentionPolicy, type SiteId, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, ServiceError, VersionConflict } from "@phm/service-kit";

export interface Site {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
}

export type StoredPolicy = {
  readonly organisation: string;
  readonly site: string;
  readonly policy: RetentionPolicy;
  readonly actor: string;
  readonly changedNs: string;
};

export interface PolicyRecord {
  readonly policy: RetentionPolicy;
  /** 0: the suite's own. */
  readonly version: number;
  readonly actor: string;
  readonly changedNs: TimeNs;
}

/** By organisation and site. */
export const POLICY_COLLECTION: CollectionSpec = { name: "retention_policies", indexes: [] };

/** What each site keeps; one that has not decided has the suite's own policy. */
export class RetentionPolicies {
  constructor(
    private readonly policies: Collection<StoredPolicy>,
    private readonly nowNs: () => TimeNs,
  ) {}

  async get(site: Site): Promise<PolicyRecord> {
    const stored = await this.policies.get(idOf(site));
    if (!stored) return { policy: DEFAULT_RETENTION_POLICY, version: 0, actor: "", changedNs: 0n };
    const { policy, actor, changedNs } = stored.value;
    return { policy, version: stored.version, actor, changedNs: BigInt(changedNs) };
  }

  /** @throws ServiceError conflict, not retryable, when the policy has changed since that version */
  async put(site: Site, policy: RetentionPolicy, actor: string, expectedVersion: number): Promise<PolicyRecord> {
    const changedNs = storedTime(this.nowNs());
    try {
      await this.policies.put(idOf(site), { ...site, policy, actor, changedNs }, expectedVersion);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      const { version } = await this.get(site);
      const facts = { field: "expectedVersion", value: String(expectedVersion), limit: String(version), retryable: false, cause: error };
      throw new ServiceError("conflict", `the policy of ${idOf(site)} has version ${version}, not ${expectedVersion}`, facts);
    }
    return this.get(site);
  }
}

function idOf({ organisation, site }: Site): string {
  return `${organisation}:${site}`;
}
