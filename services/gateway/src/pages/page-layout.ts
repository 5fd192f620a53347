import type { Language } from "@phm/domain";
import { type Html, html } from "./html.js";
import { TEXTS } from "./texts.js";

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "WenQuanYi Zen Hei", sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
dt { font-weight: 600; margin-top: .8rem; } dd { margin: 0; }
.alarm, .act_now { color: #c22; font-weight: 600; } .alert, .plan { color: #b60; font-weight: 600; }
nav a { margin-right: 1rem; }
`;

export function pageLayout(language: Language, path: string, body: Html): string {
  const text = TEXTS[language];
  const other = language === "en" ? html`<a href="${path}?lang=zh">中文</a>` : html`<a href="${path}?lang=en">English</a>`;
  return html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text.title}</title><link rel="stylesheet" href="/style.css"></head>
<body><nav><a href="/?lang=${language}">${text.title}</a>${other}</nav>${body}</body>
</html>`.text;
}
