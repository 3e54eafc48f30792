// What the numbers of the dumps' schema mean, in our words.
const VOTES: Record<string, string> = {
  1: 'accepted',
  2: 'helpful',
  3: 'not helpful',
  4: 'offensive',
  5: 'bookmark',
  6: 'close',
  7: 'reopen',
  8: 'bounty start',
  9: 'bounty end',
  10: 'deletion',
  11: 'undeletion',
  12: 'spam',
  15: 'moderator review',
  16: 'approved edit',
};
const POSTS: Record<string, string> = {
  1: 'question',
  2: 'answer',
  3: 'orphaned tag wiki',
  4: 'tag wiki excerpt',
  5: 'tag wiki',
  6: 'moderator nomination',
  7: 'wiki placeholder',
  8: 'privilege wiki',
};
const CLOSINGS: Record<string, string> = {
  1: 'Asked before.',
  2: 'Off topic here.',
  3: 'Not constructive.',
  4: 'Not a real question.',
  7: 'Of too little use to others.',
  10: 'Answered by any general reference.',
  20: 'Noise.',
  101: 'Asked before.',
  102: 'Off topic here.',
  103: 'Unclear what is asked.',
  104: 'Too broad.',
  105: 'Asks for opinions.',
};

const labelled = (labels: Record<string, string>) => (id: string) => (labels[id] ? `${id} ${labels[id]}` : id);
export const voteKind = labelled(VOTES);
export const postKind = labelled(POSTS);

/** Why a question was closed: dumps write the reason's number as the comment of the history row, older ones in a column of its own. */
export const closingReason = (id: string | undefined): string =>
  (id === undefined ? undefined : CLOSINGS[id]) ?? 'Closed on the site that it was imported from.';
