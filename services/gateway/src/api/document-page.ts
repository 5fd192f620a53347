import type { Language } from "@phm/domain";
import { type Html, html } from "../pages/html.js";
import type { Operation } from "./operation.js";

const TEXTS = {
  en: {
    title: "PHM API",
    document: "OpenAPI 3.1 document",
    parameter: "Parameter",
    where: "In",
    meaning: "Meaning",
    body: "Body",
    answer: "Answer",
    needed: "needed",
  },
  zh: {
    title: "PHM 接口",
    document: "OpenAPI 3.1 文档",
    parameter: "参数",
    where: "位置",
    meaning: "含义",
    body: "请求体",
    answer: "应答",
    needed: "必填",
  },
} as const;

/** The parts of the document that the page shows. */
interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>>;
}

/** The document for people: every operation by tag, with what it takes and answers. Needs no script. */
export function documentPage(document: object, operations: readonly Operation[], language: Language): string {
  const text = TEXTS[language];
  const { paths } = document as Described;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
  );
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  const sections = tags.map(
    (tag) => html`<h2>${tag}</h2>${all.filter(({ tags: [own] }) => own === tag).map((each) => section(each, language))}`,
  );
  const other = language === "en" ? html`<a href="docs?lang=zh">中文</a>` : html`<a href="docs?lang=en">English</a>`;
  return html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text.title}</title><link rel="stylesheet" href="/style.css"></head>
<body><nav>${other}</nav><h1>${text.title}</h1><p><a href="openapi.json">${text.document}</a></p>${sections}</body>
</html>`.text;
}

function section(each: DescribedOperation & { readonly path: string; readonly method: string }, language: Language): Html {
  const text = TEXTS[language];
  const rows = each.parameters.map(
    ({ name, in: where, required, description }) =>
      html`<tr><td><code>${name}</code></td><td>${where}${required ? `, ${text.needed}` : ""}</td><td>${description}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ""
      : html`<table><thead><tr><th>${text.parameter}</th><th>${text.where}</th><th>${text.meaning}</th></tr></thead><tbody>${rows}</tbody></table>`;
  const [answer] = Object.entries(each.responses);
  return html`<details id="${each.operationId}"><summary><code>${each.method.toUpperCase()} ${each.path}</code> ${each.summary}</summary>
<p>${each.description}</p>${table}${content(text.body, each.requestBody?.content)}${content(`${text.answer} ${answer?.[0]}`, answer?.[1].content)}</details>`;
}

function content(title: string, byType: Readonly<Record<string, { readonly schema?: unknown }>> | undefined): Html {
  if (!byType) return html`<p>${title}</p>`;
  const shown = Object.entries(byType).map(([type, { schema }]) =>
    schema === undefined
      ? html`<p><code>${type}</code></p>`
      : html`<p><code>${type}</code></p><pre>${JSON.stringify(schema, null, 2)}</pre>`,
  );
  return html`<h3>${title}</h3>${shown}`;
}
