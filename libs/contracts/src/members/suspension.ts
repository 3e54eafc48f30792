/** Why a member may not write, and when that ends by itself; null: when a moderator ends it. */
export interface Suspension {
  readonly reason: string;
  readonly until: string | null;
}

/** Whether a suspension holds at an instant. */
export const holdsAt = ({ until }: Suspension, now: string): boolean => until === null || now < until;
