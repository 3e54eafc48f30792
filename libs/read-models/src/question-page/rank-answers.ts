/** What `best.v1` looks at. */
export interface Rankable {
  id: string;
  accepted: boolean;
  helpful: number;
  notHelpful: number;
  /** Counted and imported views together. */
  views: number;
  publishedAt: string;
}

/** The z of a 95 % two-sided confidence interval. */
const Z = 1.959963984540054;

/**
 * Lower bound of Wilson's score interval for the share of helpful ratings, 0 for none.
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
 */
export function wilsonLowerBound(helpful: number, total: number, z = Z): number {
  if (total === 0 || helpful === 0) return 0;
  const share = helpful / total;
  const zz = z * z;
  return (share + zz / (2 * total) - z * Math.sqrt((share * (1 - share) + zz / (4 * total)) / total)) / (1 + zz / total);
}

/** `best.v1`: accepted by the asker, Wilson bound, views, earlier answer, id. Total and without a clock: the same rows always give the same order. */
export function rankAnswers<A extends Rankable>(answers: readonly A[]): A[] {
  const bounds = new Map(
    answers.map((answer) => [answer.id, wilsonLowerBound(answer.helpful, answer.helpful + answer.notHelpful)]),
  );
  const bound = (answer: A) => bounds.get(answer.id) ?? 0;
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...answers].sort(
    (a, b) =>
      Number(b.accepted) - Number(a.accepted) ||
      bound(b) - bound(a) ||
      b.views - a.views ||
      text(a.publishedAt, b.publishedAt) ||
      text(a.id, b.id),
  );
}
