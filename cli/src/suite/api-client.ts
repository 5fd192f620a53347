import type { Language } from "@phm/domain";
import type { AnalysisParts } from "@phm/pipeline";
import { ServiceError } from "@phm/service-kit";
import { apiKeyHeader } from "./api-key-header.js";

/** The parts of the REST API's answers that the command line uses. Times are RFC 3339. */
export interface AssessmentAnswer extends Omit<AnalysisParts, "advisories" | "workOrders"> {
  readonly asOf: { readonly acquisition: string; readonly time: string };
}

export interface AdvisoriesAnswer {
  readonly items: AnalysisParts["advisories"];
  readonly asOf: { readonly acquisition: string; readonly time: string } | null;
  readonly nextCursor?: string;
}

export interface WorkOrderAnswer {
  readonly id: string;
  readonly asset: string;
  readonly component: string;
  readonly failureMode: AnalysisParts["workOrders"][number]["failureMode"];
  readonly tier: AnalysisParts["workOrders"][number]["tier"];
  readonly state: string;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly advisory: {
    readonly time: string;
    readonly reasonEn: string;
    readonly reasonZh: string;
    readonly confidence: number;
    readonly evidence: AnalysisParts["findings"][number]["evidence"];
    readonly actionsEn: readonly string[];
    readonly actionsZh: readonly string[];
    readonly rul: {
      readonly status: string;
      readonly p10S?: number;
      readonly p50S?: number;
      readonly p90S?: number;
      readonly reason: string;
    };
  };
}

/** What was said of an asset's remaining life, one value of each column for each time. */
export interface PrognosisHistoryAnswer {
  readonly times: readonly string[];
  readonly columns: {
    readonly status: readonly string[];
    readonly p10S: readonly (number | null)[];
    readonly p50S: readonly (number | null)[];
    readonly p90S: readonly (number | null)[];
    readonly supported: readonly boolean[];
  };
}

/** What a chain of the audit is found to be. */
export interface AuditVerificationAnswer {
  readonly isSound: boolean;
  readonly entryCount: number;
  readonly end: { readonly sequence: number; readonly hash: string };
  readonly broken?: { readonly sequence: number; readonly reason: string };
  readonly holdsHead?: boolean;
}

interface Problem {
  readonly detail?: string;
  readonly title?: string;
}

const TIMEOUT_MS = 10_000;

/** Reads a running suite through its REST API. */
export class ApiClient {
  /** @param key opens the API; default: that of `PHM_API_KEY` */
  constructor(
    private readonly baseUrl: string,
    private readonly key?: string,
  ) {}

  /** Undefined while nothing has been assessed of the asset. */
  async assessment(asset: string): Promise<AssessmentAnswer | undefined> {
    return this.get<AssessmentAnswer>(`/assets/${encodeURIComponent(asset)}/condition`);
  }

  async advisories(asset: string): Promise<AdvisoriesAnswer> {
    const pages: AdvisoriesAnswer[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await this.get<AdvisoriesAnswer>(`/assets/${encodeURIComponent(asset)}/advisories?limit=500${more}`);
      if (page) pages.push(page);
      cursor = page?.nextCursor;
    } while (cursor !== undefined);
    return { items: pages.flatMap((page) => page.items), asOf: pages[0]?.asOf ?? null };
  }

  /** Those that a prediction stands behind. */
  async workOrders(asset: string): Promise<WorkOrderAnswer[]> {
    type Answer = { items: (Omit<WorkOrderAnswer, "advisory"> & Partial<WorkOrderAnswer>)[] };
    const answer = await this.get<Answer>(`/work-orders?asset=${encodeURIComponent(asset)}&limit=500`);
    return (answer?.items ?? []).flatMap(({ advisory, ...order }) => (advisory ? [{ ...order, advisory }] : []));
  }

  /** At most 2,000 of what was said, evenly over the time. */
  async prognosisHistory(asset: string): Promise<PrognosisHistoryAnswer | undefined> {
    return this.get<PrognosisHistoryAnswer>(`/assets/${encodeURIComponent(asset)}/rul/history?points=2000`);
  }

  /** @param head where the chain ended at an earlier time, `SEQUENCE:HASH` */
  async auditVerification(head?: string): Promise<AuditVerificationAnswer | undefined> {
    return this.get<AuditVerificationAnswer>(`/audit/verification${head === undefined ? "" : `?head=${encodeURIComponent(head)}`}`);
  }

  async featureCount(asset: string): Promise<number> {
    const answer = await this.get<{ count: number }>(`/assets/${encodeURIComponent(asset)}/features/summary`);
    return answer?.count ?? 0;
  }

  async assets(): Promise<string[]> {
    const answer = await this.get<{ items: { id: string }[] }>("/assets?limit=500");
    return (answer?.items ?? []).map(({ id }) => id);
  }

  /** Where a work order can be read in a browser. */
  pageOf(workOrder: string, language: Language): string {
    return `${this.baseUrl}/console/tickets/${encodeURIComponent(workOrder)}?lang=${language}`;
  }

  private async get<T>(path: string): Promise<T | undefined> {
    const url = `${this.baseUrl}/api/v1${path}`;
    let response: Response;
    try {
      response = await fetch(url, { headers: apiKeyHeader(process.env, this.key), signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new ServiceError("unavailable", `nobody answers at ${this.baseUrl}: is the suite running?`, { cause });
    }
    if (response.status === 404) return undefined;
    if (response.status === 401) throw new ServiceError("unauthenticated", `${this.baseUrl} asks for an API key: set PHM_API_KEY`);
    if (!response.ok) {
      const problem = (await response.json().catch(() => ({}))) as Problem;
      throw new ServiceError(
        response.status >= 500 ? "unavailable" : "invalid_argument",
        problem.detail ?? `${url} answered ${response.status}`,
      );
    }
    return (await response.json()) as T;
  }
}
