import Negotiator from 'negotiator';

/** Whether Accept allows a media type (`application/json`). No header allows everything. */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header === '*/*' || header === type) return true;
  return new Negotiator({ headers: { accept: header.slice(0, 2048) } }).mediaType([type]) !== undefined;
}
