/** On this channel a transaction tells that a read model is further on; what is said is its name. */
export const PROGRESS = 'stoa_progress';
