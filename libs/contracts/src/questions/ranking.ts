/** Every order of answers that was ever published, by name; a formula is never edited. */
export const rankingFormulas = ['best.v1', 'best.v2'] as const;
export type RankingFormula = (typeof rankingFormulas)[number];

export const DEFAULT_RANKING: RankingFormula = 'best.v1';
