const KINDS = ["NBIRTH", "NDEATH", "NDATA", "DBIRTH", "DDEATH", "DDATA"] as const;

export interface SparkplugTopic {
  readonly kind: (typeof KINDS)[number];
  readonly node: string;
  /** Absent for what a node says of itself. */
  readonly device?: string;
}

/** `spBv1.0/group/kind/node[/device]`; undefined for anything else (commands, states of hosts). Sparkplug 3.0, section 4. */
export function parseSparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [namespace, , kind, node, device] = topic.split("/");
  const known = KINDS.find((each) => each === kind);
  if (namespace !== "spBv1.0" || known === undefined || node === undefined) return undefined;
  return { kind: known, node, ...(device === undefined ? {} : { device }) };
}
