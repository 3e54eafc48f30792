import type { VNode } from 'preact';

/** Who reads the page, where the site knows. */
export interface SiteReader {
  readonly displayName: string;
}

/** The corner of the header for the one who reads; nothing for a stranger. */
export const ReaderCorner = ({ reader }: { reader?: SiteReader | null | undefined }): VNode | null =>
  reader ? (
    <p class="reader">
      <bdi>{reader.displayName}</bdi>
    </p>
  ) : null;
