import { machineLifeFromWire, TrainingService } from "@phm/contracts";
import type { LabelledLife, MachineLife } from "@phm/domain";
import { createClient } from "@phm/service-kit";
import type { FromVerdictsOptions } from "./from-verdicts-options.js";

const PAGE = 100;
const DEADLINE_MS = 30_000;

const isLabelled = (life: MachineLife): life is LabelledLife => life.label !== undefined;

/** All lives of a site whose end is known, of machines of the class and kind that is asked for. @throws ServiceError when predict does not answer */
export async function verdictLives({ service, organisation, site, timeScale, kind }: FromVerdictsOptions): Promise<LabelledLife[]> {
  const client = createClient(TrainingService, service, { deadlineMs: DEADLINE_MS, idempotent: true });
  const lives: LabelledLife[] = [];
  try {
    let cursor = "";
    do {
      const page = await client.call.listLives({ organisation, site, limit: PAGE, cursor });
      lives.push(...page.lives.map(machineLifeFromWire).filter(isLabelled));
      cursor = page.nextCursor;
    } while (cursor !== "");
  } finally {
    client.close();
  }
  return lives.filter((life) => life.timeScale === timeScale && (kind === undefined || life.kind === kind));
}
