import { ERRORS } from '@stoa/http';
import type { Refusal } from '@stoa/kernel';
import { renderPage } from './layout.tsx';
import type { SiteReader } from './reader-corner.tsx';

/** A refusal for a person. */
export function refusalHtml({ code, message }: Refusal, reader?: SiteReader): string {
  const { title, status } = ERRORS[code];
  return renderPage(
    title,
    message,
    <div class="single refusal">
      <p class="status" aria-hidden="true">
        {status}
      </p>
      <h1>{title}</h1>
      <p>{message}</p>
      <p>
        <a href="/">See the newest questions</a>
      </p>
    </div>,
    { reader },
  );
}
