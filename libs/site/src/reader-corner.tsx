import type { VNode } from 'preact';
import { ANALYTICS_PATH } from './dashboard/pages/paths.ts';

/** Who reads a page, as far as the page shows it. */
export interface SiteReader {
  readonly displayName: string;
  /** For the page's forms. */
  readonly formToken: string;
  /** Where the views are that this reader may see: the site's, or those of the own answers. */
  readonly dashboard?: string | undefined;
}

export interface Corner {
  /** Undefined for somebody who is not signed in. */
  readonly reader?: SiteReader | null | undefined;
  /** The page's own address, to which signing in leads back. */
  readonly path?: string | undefined;
}

/** The corner of the header for the one who reads. */
export const ReaderCorner = ({ reader, path = '/' }: Corner): VNode =>
  reader ? (
    <form class="account" method="post" action="/sign-out">
      {reader.dashboard && <a href={reader.dashboard}>{reader.dashboard === ANALYTICS_PATH ? 'Analytics' : 'Your views'}</a>}
      <bdi>{reader.displayName}</bdi>
      <FormToken {...reader} />
      <button>Sign out</button>
    </form>
  ) : (
    <a class="account" href={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`}>
      Sign in
    </a>
  );

/** Stands in every form of a reader that changes something. */
export const FormToken = ({ formToken }: Pick<SiteReader, 'formToken'>): VNode => (
  <input type="hidden" name="formToken" value={formToken} />
);
