import { randomBytes } from "node:crypto";
import { type OrganisationId, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, MAX_PAGE_ITEMS, retryOnConflict, ServiceError, type Stored } from "@phm/service-kit";
import { checkContract } from "./check-contract.js";
import { isInForce, type SharingContract } from "./sharing-contract.js";
import { contractFromStored, contractToStored, type StoredContract } from "./stored-contract.js";

const ID_BYTES = 8;

/** Where contracts are kept; opened with the first of them. */
export type ContractStore = () => Promise<Collection<StoredContract>>;

/** A contract as it is on record. */
export interface RecordedContract {
  readonly contract: SharingContract;
  /** 1 when it was made, 2 when it is revoked. */
  readonly version: number;
}

export interface ContractPage {
  readonly contracts: readonly RecordedContract[];
  readonly nextCursor?: string;
}

/** Whose contracts are asked for: those that an owner has made, or those that were made with an equipment maker. */
export type Party = { readonly owner: OrganisationId } | { readonly oem: OrganisationId };

/** The sharing contracts of all owners. One is never changed, only ended: who wants other terms makes another, and both stay on record. */
export class ContractBook {
  constructor(private readonly contracts: ContractStore) {}

  /** @throws InvalidValue naming the field */
  async make(terms: Omit<SharingContract, "id" | "revoked">): Promise<RecordedContract> {
    const contract = { ...terms, id: randomBytes(ID_BYTES).toString("hex") };
    checkContract(contract);
    return recorded(await (await this.contracts()).insert(contract.id, contractToStored(contract)));
  }

  /** @throws ServiceError not_found, also for a contract of others */
  async get(id: string, party: Party): Promise<RecordedContract> {
    const stored = await (await this.contracts()).get(id);
    if (!stored || !isParty(stored.value, party)) throw new ServiceError("not_found", `there is no sharing contract ${id}`);
    return recorded(stored);
  }

  /** From the one made last. */
  async list(party: Party, { limit, cursor }: { readonly limit: number; readonly cursor?: string }): Promise<ContractPage> {
    const page = await (await this.contracts()).query({
      where: party,
      sort: [{ field: "madeNs", direction: "desc" }],
      limit,
      ...(cursor ? { cursor } : {}),
    });
    return { contracts: page.items.map(recorded), ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }) };
  }

  /** All between an owner and an equipment maker that show something now. @throws ServiceError where they cannot be read */
  inForceBetween(owner: OrganisationId, oem: OrganisationId, nowNs: TimeNs): Promise<SharingContract[]> {
    return this.inForce({ owner, oem }, nowNs);
  }

  /** All that show an equipment maker something now, of whatever owner. @throws ServiceError where they cannot be read */
  inForceFor(oem: OrganisationId, nowNs: TimeNs): Promise<SharingContract[]> {
    return this.inForce({ oem }, nowNs);
  }

  private async inForce(parties: { readonly owner?: string; readonly oem: string }, nowNs: TimeNs): Promise<SharingContract[]> {
    const collection = await this.contracts();
    const found: SharingContract[] = [];
    let cursor: string | undefined;
    do {
      const where = { ...parties, expiresNs: { gt: storedTime(nowNs) } };
      const page = await collection.query({ where, limit: MAX_PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map((stored) => recorded(stored).contract));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found.filter((contract) => isInForce(contract, nowNs));
  }

  /** Ends a contract for good; one that is ended already stays as it is. @throws ServiceError not_found */
  async revoke(id: string, owner: OrganisationId, by: string, timeNs: TimeNs): Promise<RecordedContract> {
    return retryOnConflict(async () => {
      const { contract, version } = await this.get(id, { owner });
      if (contract.revoked) return { contract, version };
      const ended = contractToStored({ ...contract, revoked: { by, timeNs } });
      return recorded(await (await this.contracts()).put(id, ended, version));
    });
  }
}

function isParty(stored: StoredContract, party: Party): boolean {
  return "owner" in party ? stored.owner === party.owner : stored.oem === party.oem;
}

function recorded({ id, value, version }: Stored<StoredContract>): RecordedContract {
  return { contract: contractFromStored(id, value), version };
}
