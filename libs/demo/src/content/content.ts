/** An answer as the demo tells it: who, and what in Markdown. */
export interface DemoAnswer {
  by: string;
  body: string;
  /** How well it is received, 0 to 1; ratings are drawn from it. */
  quality: number;
}

export interface DemoQuestion {
  title: string;
  topics: string[];
  body?: string;
  /** Index of the answer that the asker accepts. */
  accepted?: number;
  /** Why a moderator closed it. */
  closed?: string;
  withdrawn?: boolean;
  answers: DemoAnswer[];
}

export interface DemoMentor {
  handle: string;
  displayName: string;
  title: string;
  company: string;
  yearsOfExperience?: number;
  bio?: string;
  expertise: string[];
  verified?: boolean;
}
