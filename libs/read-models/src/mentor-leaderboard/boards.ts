/** The board of a topic, or the whole site's where none is named; also the key of its stored document. */
export const boardOf = (topic: string | null | undefined): string => (topic ? `topic:${topic}` : SITE);

/** The board of the whole site, on which each answer stands once. */
export const SITE = 'site';

/** The topic of a board; null for the site's. */
export const topicOf = (board: string): string | null => (board === SITE ? null : board.slice('topic:'.length));
