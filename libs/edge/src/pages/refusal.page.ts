import { ERRORS, html } from '@stoa/http';
import type { Refusal } from '@stoa/kernel';
import { layout } from './layout.ts';

/** A refusal for a person. */
export function refusalHtml({ code, message }: Refusal): string {
  const { title, remedy } = ERRORS[code];
  return layout(
    title,
    title,
    html`<h1>${title}</h1>
      <p>${message}</p>
      <p class="meta">${remedy}</p>
      <nav class="more"><a href="/">To the newest questions</a></nav>`,
  );
}
