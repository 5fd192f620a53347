import { AdvisoryService, ArchiveService, EvidenceService, ModelService, RetentionService, WorkOrderService } from "@phm/contracts";
import { type ClientCalls, createClient } from "@phm/service-kit";

/** Where the parts of a running suite answer. */
export interface EvidenceAddresses {
  readonly ingest: string;
  readonly predict: string;
  readonly workorders: string;
}

export interface EvidenceClients {
  readonly archive: ClientCalls<typeof ArchiveService>;
  readonly retention: ClientCalls<typeof RetentionService>;
  readonly evidence: ClientCalls<typeof EvidenceService>;
  readonly models: ClientCalls<typeof ModelService>;
  readonly orders: ClientCalls<typeof WorkOrderService>;
  readonly advisories: ClientCalls<typeof AdvisoryService>;
}

/** A waveform, and a model's document, have some megabytes. */
const OPTIONS = { deadlineMs: 30_000, idempotent: true };

/** Connects to all that keeps evidence, and closes the connections behind the work. */
export async function withEvidence<T>(
  { ingest, predict, workorders }: EvidenceAddresses,
  work: (clients: EvidenceClients) => Promise<T>,
): Promise<T> {
  const archive = createClient(ArchiveService, ingest, OPTIONS);
  const retention = createClient(RetentionService, ingest, OPTIONS);
  const evidence = createClient(EvidenceService, predict, OPTIONS);
  const models = createClient(ModelService, predict, OPTIONS);
  const orders = createClient(WorkOrderService, workorders, OPTIONS);
  const advisories = createClient(AdvisoryService, workorders, OPTIONS);
  try {
    return await work({
      ...{ archive: archive.call, retention: retention.call, evidence: evidence.call },
      ...{ models: models.call, orders: orders.call, advisories: advisories.call },
    });
  } finally {
    for (const client of [archive, retention, evidence, models, orders, advisories]) client.close();
  }
}
