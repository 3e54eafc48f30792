/** The channel on which processes publish that a read model has advanced; the payload is its name. */
export const PROGRESS = 'stoa_progress';
