import { machineLifeToWire, type TrainingService } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { LifeBook } from "../lives/life-book.js";

/** A life is up to some 30 kB. */
const LIMIT = { max: 200, fallback: 50 };

type ListLives = MethodHandler<(typeof TrainingService)["method"]["listLives"]>;

/** What models learn from. */
export function listLives(book: LifeBook): ListLives {
  return async (request) => {
    const { site, asset } = request;
    if (asset && !site) throw new InvalidValue("site", site, "given together with the asset");
    const scope = { organisation: organisationId(request.organisation), ...(site ? { site } : {}), ...(asset ? { asset } : {}) };
    const { lives, nextCursor } = await book.list({ ...scope, ...page(request, LIMIT) });
    return { lives: lives.map(machineLifeToWire), nextCursor: nextCursor ?? "" };
  };
}
