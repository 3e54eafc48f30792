import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { mentorIdOf, type FindNames, type NamesFound } from '@stoa/contracts';
import { isAnalyst } from '@stoa/kernel';
import { namesOf } from '../analytics/entity-names.ts';
import type { SignedIn } from './sessions.ts';

/** Where each reader finds the views that they may see. */
@Injectable()
export class OwnDashboards {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  /** The site's for an analyst, the own answers' for a mentor, nothing for others. */
  async of(reader: Omit<SignedIn, 'dashboard'>): Promise<string | undefined> {
    if (isAnalyst(reader)) return '/analytics';
    const query = namesOf({ mentors: [mentorIdOf(reader.memberId)] });
    // A page without this link is better than none.
    const names = await this.queries.execute<FindNames, NamesFound>(query).catch(() => undefined);
    const [mentor] = names?.mentors ?? [];
    return mentor && `/analytics/mentors/${mentor.handle}`;
  }
}
