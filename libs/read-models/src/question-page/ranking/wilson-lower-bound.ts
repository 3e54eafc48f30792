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
