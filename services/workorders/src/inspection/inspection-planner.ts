import {
  type AssetRef,
  type InspectionKey,
  type InspectionRevision,
  type InspectionRoute,
  type InspectionStandard,
  InvalidValue,
} from "@phm/domain";
import type { InspectionBook, InspectionChange } from "./inspection-book.js";
import type { RoundGenerator } from "./round-generator.js";
import { checkWalkedDays } from "./walked-days-of.js";

export interface InspectionPlannerOptions {
  readonly standards: InspectionBook<InspectionStandard>;
  readonly routes: InspectionBook<InspectionRoute>;
  readonly generator: RoundGenerator;
  readonly hasAsset: (ref: AssetRef) => Promise<boolean>;
}

/** How standards and routes are changed: what they name must be there, and rounds ahead follow at once. */
export class InspectionPlanner {
  constructor(private readonly options: InspectionPlannerOptions) {}

  /** @throws InvalidValue for a machine that is not registered; ServiceError conflict */
  async putStandard(standard: InspectionStandard, change: InspectionChange): Promise<InspectionRevision<InspectionStandard>> {
    const { ref, code } = standard;
    if (!(await this.options.hasAsset(ref)))
      throw new InvalidValue("asset", ref.asset, `a machine that is registered at ${ref.site}`, "unknown_asset");
    const revision = await this.options.standards.put({ organisation: ref.organisation, site: ref.site, code }, standard, change);
    await this.#follow(revision.content.ref, code);
    return revision;
  }

  async withdrawStandard(key: InspectionKey, change: InspectionChange): Promise<InspectionRevision<InspectionStandard>> {
    const revision = await this.options.standards.withdraw(key, change);
    await this.#follow(key, key.code);
    return revision;
  }

  /** @throws InvalidValue for a point that is not there, or a rule that never comes; ServiceError conflict */
  async putRoute(route: InspectionRoute, change: InspectionChange): Promise<InspectionRevision<InspectionRoute>> {
    const { organisation, site } = route;
    for (const [i, code] of route.points.entries()) {
      const found = await this.options.standards.find({ organisation, site, code });
      if (!found || found.withdrawn) throw new InvalidValue(`points[${i}]`, code, `an inspection point of site ${site}`, "unknown_point");
    }
    checkWalkedDays(route.schedule);
    return this.#generated(await this.options.routes.put(route, route, change));
  }

  async withdrawRoute(key: InspectionKey, change: InspectionChange): Promise<InspectionRevision<InspectionRoute>> {
    return this.#generated(await this.options.routes.withdraw(key, change));
  }

  /** A crash before it leaves the rounds as they were until the upkeep makes them. */
  async #generated(revision: InspectionRevision<InspectionRoute>): Promise<InspectionRevision<InspectionRoute>> {
    await this.options.generator.generate(revision);
    return revision;
  }

  async #follow({ organisation, site }: Pick<InspectionKey, "organisation" | "site">, code: string): Promise<void> {
    for (const route of await this.options.routes.list({ organisation, site })) {
      if (route.content.points.some((point) => point === code)) await this.options.generator.generate(route);
    }
  }
}
