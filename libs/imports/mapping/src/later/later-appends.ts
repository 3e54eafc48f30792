import * as c from '@stoa/contracts';
import type { FormerRating, ImportItem } from '@stoa/contracts';
import { known, type NewEvent, type RecordedEvent } from '@stoa/kernel';
import type { Append } from '../append.ts';
import type { ItemFacts } from '../appends-of.ts';
import type { EventMaker } from '../make-events.ts';
import { isFrom } from '../origin.ts';
import type { SourceIds } from '../source-ids.ts';
import { answerChanges, answerGone } from './answer-now.ts';
import { FORMER_MEMBER, memberChanges } from './member-now.ts';
import { mentorChanges } from './mentor-now.ts';
import { questionChanges, questionGone, type Dated } from './question-now.ts';
import { ratingChanges, type RatingKey } from './rating-now.ts';

export type LaterItem = Extract<
  ImportItem,
  { kind: `${'question' | 'answer' | 'member' | 'mentor'}-${'now' | 'gone'}` | 'rating-gone' }
>;
type Changes = (recorded: readonly RecordedEvent[], imported: readonly RecordedEvent[]) => Dated[];
type Kind<K extends LaterItem['kind']> = Extract<LaterItem, { kind: K }>;

/** What a later import of a source writes to what an earlier one began: decided from the stream, so that it can be repeated. */
export class LaterAppends {
  private readonly isImported: (event: RecordedEvent) => boolean;

  constructor(
    private readonly ids: SourceIds,
    private readonly events: EventMaker,
    private readonly topics: (names: readonly string[], at: string) => Append[],
  ) {
    this.isImported = isFrom(ids.source);
  }

  of(item: LaterItem, facts: ItemFacts): Append[] {
    const { at } = item;
    switch (item.kind) {
      case 'question-now':
        return [...this.topics(item.topics, at), this.question(item)];
      case 'answer-now':
        return [this.answer(item, facts.handle ?? '')];
      case 'member-now':
        return [this.member(this.ids.member(item.member), item.displayName, at)];
      case 'member-gone':
        return [this.member(item.memberId, FORMER_MEMBER, at)];
      case 'mentor-now': {
        const stream = c.mentorStream(c.mentorIdOf(this.ids.member(item.member)));
        return [this.deciding(stream, at, (recorded, imported) => mentorChanges(recorded, imported, item))];
      }
      case 'mentor-gone': {
        const now = { displayName: FORMER_MEMBER, bio: '' };
        const stream = c.mentorStream(c.mentorIdOf(item.memberId));
        return [this.deciding(stream, at, (recorded, imported) => mentorChanges(recorded, imported, now))];
      }
      case 'question-gone': {
        const { questionId } = item;
        return [this.deciding(c.questionStream(questionId), at, (...events) => questionGone(...events, questionId))];
      }
      case 'answer-gone': {
        const { questionId, answerId } = item;
        const key = { questionId, answerId };
        return [this.deciding(c.answerStream(answerId), at, (...events) => answerGone(...events, key))];
      }
      case 'rating-gone': {
        const stream = c.ratingStream(item.answerId ?? item.questionId, item.memberId);
        return [{ stream, events: [], begins: false, decide: this.rating(stream, at, item, null) }];
      }
    }
  }

  rating(stream: string, at: string, key: RatingKey, value: FormerRating['value'] | null): NonNullable<Append['decide']> {
    return this.decision(stream, at, (recorded, imported) => ratingChanges(recorded, imported, key, value));
  }

  private member(memberId: string, displayName: string, at: string): Append {
    return this.deciding(c.memberStream(memberId), at, (...events) => memberChanges(...events, { memberId, displayName }));
  }

  private question(item: Kind<'question-now'>): Append {
    const { title, body, closed, accepted, at } = item;
    const questionId = this.ids.post(item.question);
    const now = {
      questionId,
      askerId: this.ids.member(item.by),
      askerDisplayName: item.displayName,
      editorId: this.ids.of('editor', `now-${item.question}`),
      title,
      body,
      topics: item.topics.map(c.topicKeyOf),
      closed,
      accepted: accepted && { answerId: this.ids.post(accepted.answer), at: accepted.at },
    };
    return this.deciding(c.questionStream(questionId), at, (recorded, imported) => questionChanges(recorded, imported, now));
  }

  private answer({ question, answer, by, displayName, body, at }: Kind<'answer-now'>, handle: string): Append {
    const answerId = this.ids.post(answer);
    const editorId = this.ids.of('editor', `now-${answer}`);
    const now = {
      questionId: this.ids.post(question),
      answerId,
      editorId,
      memberId: this.ids.member(by),
      handle,
      displayName,
      body,
    };
    return this.deciding(c.answerStream(answerId), at, (recorded, imported) => answerChanges(recorded, imported, now));
  }

  private deciding(stream: string, at: string, changes: Changes): Append {
    return { stream, events: [], begins: false, decide: this.decision(stream, at, changes) };
  }

  /** Ids follow from where in its stream a change stands: the same decision on the same stream is the same events. */
  private decision(stream: string, at: string, changes: Changes): NonNullable<Append['decide']> {
    return (recorded) => {
      // Newer code may have done to it what is unknown here.
      known(recorded);
      return changes(recorded, recorded.filter(this.isImported)).flatMap(({ at: own, ...event }, index): NewEvent[] =>
        this.events(own ?? at, ['now', stream, `${recorded.length + index}`], undefined, event),
      );
    };
  }
}
