/** What a verification vouches for. */
export interface MentorIdentity {
  readonly displayName: string;
  readonly title: string;
  readonly company: string;
}

export const identityOf = ({ displayName, title, company }: MentorIdentity): MentorIdentity => ({ displayName, title, company });

/** Whether a verification of the one vouches for the other. */
export const isSameIdentity = (one: MentorIdentity, other: MentorIdentity): boolean =>
  one.displayName === other.displayName && one.title === other.title && one.company === other.company;
