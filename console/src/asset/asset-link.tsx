import type { ReactNode } from "react";
import { Link } from "react-router";

interface Props {
  readonly site: string;
  readonly asset: string;
  /** A part of the page. */
  readonly part?: string;
  readonly children?: ReactNode;
}

/** The page of a machine: two sites may each have one of that name. */
export function AssetLink({ site, asset, part, children = asset }: Props) {
  const hash = part === undefined ? "" : `#${part}`;
  return <Link to={`/assets/${encodeURIComponent(asset)}?site=${encodeURIComponent(site)}${hash}`}>{children}</Link>;
}
