import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A span as OTLP's JSON form has it, with the service that sent it. */
export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly boolValue?: boolean } }[];
  /** Spans of other traces that this one came from. */
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

/** A span of a chain; with `flag`, only one that has this attribute as true. */
export interface ChainStep {
  readonly service: string;
  readonly name: RegExp;
  readonly flag?: string;
}

interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<CollectedSpan, "service">[] }[];
  }[];
}

const INTERNAL = 1;

/** An OpenTelemetry collector that only remembers: OTLP over HTTP, JSON. */
export class SpanCollector {
  readonly spans: CollectedSpan[] = [];
  readonly #server: Server = createServer(async (request, response) => {
    const { resourceSpans } = JSON.parse(await text(request)) as ExportRequest;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
      this.spans.push(...scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service }))));
    }
    response.setHeader("content-type", "application/json").end("{}");
  });

  /** Listens on a free port of this machine; gives the URL for OTEL_EXPORTER_OTLP_ENDPOINT. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Spans whose parent is this one, also by way of internal spans, which say nothing about the edges of the trace. */
  childrenOf(span: CollectedSpan): CollectedSpan[] {
    const children = this.spans.filter(({ traceId, parentSpanId }) => traceId === span.traceId && parentSpanId === span.spanId);
    return children.flatMap((child) => (child.kind === INTERNAL ? [child, ...this.childrenOf(child)] : [child]));
  }

  /** The chain of spans, each a child of the one before, that goes through these services and names; undefined while there is none. */
  chain(steps: readonly ChainStep[]): CollectedSpan[] | undefined {
    const extend = (spans: readonly CollectedSpan[], [step, ...rest]: readonly ChainStep[]): CollectedSpan[] | undefined => {
      if (!step) return [];
      for (const span of spans.filter((each) => isStep(each, step))) {
        const tail = extend(this.childrenOf(span), rest);
        if (tail) return [span, ...tail];
      }
      return undefined;
    };
    return extend(this.spans, steps);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function isStep({ service, name, attributes = [] }: CollectedSpan, step: ChainStep): boolean {
  if (service !== step.service || !step.name.test(name)) return false;
  return step.flag === undefined || attributes.some(({ key, value }) => key === step.flag && value.boolValue === true);
}
