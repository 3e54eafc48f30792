import { QueryMessage, type Position } from '@stoa/kernel';

/** The mentor as a resource: what the mentor's stream says. */
export class GetMentor extends QueryMessage<MentorResource> {
  constructor(readonly idOrHandle: string) {
    super();
  }
}
export interface MentorResource {
  id: string;
  memberId: string;
  handle: string;
  name: string;
  title: string;
  company: string;
  bio: string;
  links: { label: string; url: string }[];
  expertise: { key: string; name: string }[];
  verified: { evidence: string; since: string } | null;
  registeredAt: string;
  revision: number;
}

export const boardPeriods = ['all', 'year', 'month', 'week'] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

/** A board of mentors: the whole site's (topic null) or a topic's, over all time or the period that holds the day `at`. */
export class GetLeaderboard extends QueryMessage<Leaderboard> {
  constructor(
    readonly options: {
      topic: string | null;
      period: BoardPeriod;
      /** A day, YYYY-MM-DD. */ at: string;
      limit: number;
      after?: Position;
    },
  ) {
    super();
  }
}
export interface Leaderboard {
  formula: string;
  topic: { key: string; name: string } | null;
  period: BoardPeriod;
  /** `all`, `2026`, `2026-11` or `2026-W48`. */
  periodKey: string;
  mentors: BoardEntry[];
}
export interface BoardEntry {
  rank: number;
  mentor: { id: string; handle: string; name: string; title: string; company: string; verified: boolean };
  score: number;
  answers: number;
  helpful: number;
  notHelpful: number;
  accepted: number;
}
