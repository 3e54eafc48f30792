/** What the newest event of `$$stream` says about a stream. */
export interface StreamMetadata {
  readonly maxCount?: number;
  /** Seconds. */
  readonly maxAge?: number;
  /** Revisions before this one are hidden. */
  readonly truncateBefore?: number;
}

/** A soft delete truncates before the greatest revision that there is. */
export const SOFT_DELETE = '{"$tb":9223372036854775807}';

export const isSoftDelete = ({ truncateBefore = 0 }: StreamMetadata): boolean => truncateBefore >= 2 ** 63;

/** Reads metadata as an administrator wrote it; what is not JSON is ignored. */
export function parseStreamMetadata(data: Uint8Array): StreamMetadata {
  try {
    const { $maxCount, $maxAge, $tb } = JSON.parse(Buffer.from(data).toString('utf8')) as Record<string, unknown>;
    return {
      ...(typeof $maxCount === 'number' && $maxCount > 0 ? { maxCount: $maxCount } : {}),
      ...(typeof $maxAge === 'number' ? { maxAge: $maxAge } : {}),
      ...(typeof $tb === 'number' ? { truncateBefore: $tb } : {}),
    };
  } catch {
    return {};
  }
}

/** The first revision that readers see, its age aside. */
export const firstVisible = ({ maxCount, truncateBefore = 0 }: StreamMetadata, last: number): number =>
  Math.max(truncateBefore, maxCount === undefined ? 0 : last - maxCount + 1);

export const isExpired = ({ maxAge }: StreamMetadata, created: number, now: number): boolean =>
  maxAge !== undefined && created < now - maxAge * 1000;
