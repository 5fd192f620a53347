import { DEFAULT_SITE } from "@phm/domain";
import { useCallback, useMemo } from "react";
import { useParams, useSearchParams } from "react-router";
import type { AssetPlace } from "../asset/asset-api.js";
import type { Trace } from "./bench-api.js";

export const VIEWS = ["waveform", "amplitude", "psd", "envelope", "whitened_envelope", "order", "cepstrum", "waterfall", "orbit"] as const;
export type View = (typeof VIEWS)[number];

/** What lies on the bench; it stands in the address, so that it can be kept and sent. */
export interface Bench {
  readonly place: AssetPlace;
  readonly point: string | undefined;
  readonly acquisition: string | undefined;
  readonly view: View;
  /** What it is compared with: another time, point or machine. */
  readonly other: Trace | undefined;
  readonly change: (part: BenchChange) => void;
}

export interface BenchChange {
  readonly point?: string;
  readonly acquisition?: string;
  readonly view?: View;
  readonly other?: Trace | null;
}

export function useBench(): Bench {
  const { id = "" } = useParams();
  const [asked, setAsked] = useSearchParams();
  const change = useCallback(
    ({ point, acquisition, view, other }: BenchChange) =>
      setAsked(
        (before) => {
          for (const [name, value] of Object.entries({ point, a: acquisition, view })) if (value !== undefined) before.set(name, value);
          if (other !== undefined) writeOther(before, other);
          return before;
        },
        { replace: true },
      ),
    [setAsked],
  );
  return useMemo(() => {
    const place = { site: asked.get("site") ?? DEFAULT_SITE, asset: id };
    return {
      ...{ place, change, other: otherOf(asked, place) },
      point: asked.get("point") ?? undefined,
      acquisition: asked.get("a") ?? undefined,
      view: VIEWS.find((view) => view === asked.get("view")) ?? "amplitude",
    };
  }, [asked, id, change]);
}

function otherOf(asked: URLSearchParams, place: AssetPlace): Trace | undefined {
  const acquisition = asked.get("b");
  const point = asked.get("bPoint") ?? asked.get("point");
  if (acquisition === null || point === null) return undefined;
  return { site: asked.get("bSite") ?? place.site, asset: asked.get("bAsset") ?? place.asset, acquisition, point };
}

function writeOther(asked: URLSearchParams, other: Trace | null): void {
  for (const name of ["b", "bSite", "bAsset", "bPoint"]) asked.delete(name);
  if (other === null) return;
  asked.set("b", other.acquisition);
  asked.set("bSite", other.site);
  asked.set("bAsset", other.asset);
  asked.set("bPoint", other.point);
}
