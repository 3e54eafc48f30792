/** `mentor.v1`: 10 × helpful − 2 × not helpful + 15 × accepted, each of it by other members. Linear, so that a board's sum may be kept by differences. */
export const mentorScore = ({
  helpful,
  notHelpful,
  accepted,
}: {
  helpful: number;
  notHelpful: number;
  accepted: number;
}): number => 10 * helpful - 2 * notHelpful + 15 * accepted;

export const MENTOR_FORMULA = 'mentor.v1';

/** Ties go by answers, then by id. */
export const BOARD_ORDER = ['-score', '-answers', 'mentorId'] as const;
