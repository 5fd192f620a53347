import { useQuery } from "@tanstack/react-query";
import { get } from "../api/request.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import type { AcquisitionOutline, Trace } from "./bench-api.js";

/** A measurement by its id, with what it was measured at; undefined until it is known. */
export function useOutline(trace: Trace | undefined): AcquisitionOutline | undefined {
  const key = trace && { site: trace.site, asset: trace.asset, acquisition: trace.acquisition };
  return useQuery({
    queryKey: ["acquisition", key],
    enabled: trace !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => {
      const { site, asset, acquisition } = trace as Trace;
      const path = `/assets/${encodeURIComponent(asset)}/acquisitions/${encodeURIComponent(acquisition)}`;
      return get<AcquisitionOutline>(`${path}?${new URLSearchParams({ site })}`);
    },
  }).data;
}

/** What is looked at, in words: machine, point, time. */
export function useTraceName(trace: Trace | undefined): string {
  const { language } = useSettings();
  const outline = useOutline(trace);
  if (!trace) return "";
  return `${trace.asset} · ${trace.point} · ${outline ? whenIn(language, outline.startTime) : trace.acquisition}`;
}
