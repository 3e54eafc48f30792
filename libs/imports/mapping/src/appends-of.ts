import * as c from '@stoa/contracts';
import type { ImportItem, ImportedPerson } from '@stoa/contracts';
import type { DomainEvent } from '@stoa/kernel';
import type { Append } from './append.ts';
import { LaterAppends } from './later/later-appends.ts';
import type { EventMaker } from './make-events.ts';
import type { SourceIds } from './source-ids.ts';

/** What an item needs of what came before it. */
export interface ItemFacts {
  /** The free name that a question got, and a mentor; of an answer, its mentor's. */
  readonly slug?: string;
  readonly handle?: string;
  /** Whose the post is that an edit or an acceptance concerns. */
  readonly authorId?: string;
}

/**
 * What one thing that happened elsewhere writes here, in its order: topics and reservations right before what they serve. The same for
 * whether a whole import or a batch writes it: everything but the names follows from the item alone.
 */
export class ItemAppends {
  private readonly later: LaterAppends;

  constructor(
    private readonly ids: SourceIds,
    private readonly events: EventMaker,
  ) {
    this.later = new LaterAppends(ids, events, (names, at) => this.topics(names, at));
  }

  of(item: ImportItem, facts: ItemFacts): Append[] {
    const { ids, events } = this;
    const { at } = item;
    switch (item.kind) {
      case 'member': {
        const memberId = ids.member(item.member);
        const registered = c.MemberRegistered({ memberId, displayName: item.displayName, roles: ['member'] });
        return [begin(c.memberStream(memberId), events(at, ['member', memberId], memberId, registered))];
      }
      case 'mentor':
        return this.mentor(item, needed(facts.handle));
      case 'question':
        return this.question(item, needed(facts.slug));
      case 'answer':
        return [this.answer(item, needed(facts.handle))];
      case 'question-edit': {
        const questionId = ids.post(item.question);
        const editorId = this.editor(item);
        const changes: DomainEvent[] = [];
        if (item.text) changes.push(c.QuestionEdited({ questionId, editorId, askerId: needed(facts.authorId), ...item.text }));
        if (item.retag)
          changes.push(
            c.QuestionRetagged({ questionId, topics: item.retag.topics.map(c.topicKeyOf), former: item.retag.former }),
          );
        return [
          ...this.topics(item.retag?.topics ?? [], at),
          add(c.questionStream(questionId), events(at, ['post-history', item.row], this.known(item.by), ...changes)),
        ];
      }
      case 'answer-edit': {
        const key = this.answerKey(item);
        const revised = c.AnswerRevised({
          ...key,
          editorId: this.editor(item),
          memberId: needed(facts.authorId),
          body: item.body,
        });
        return [add(c.answerStream(key.answerId), events(at, ['post-history', item.row], this.known(item.by), revised))];
      }
      case 'close':
      case 'reopen': {
        const questionId = ids.post(item.question);
        const changed =
          item.kind === 'close' ? c.QuestionClosed({ questionId, reason: item.reason }) : c.QuestionReopened({ questionId });
        return [add(c.questionStream(questionId), events(at, ['post-history', item.row], this.known(item.by), changed))];
      }
      case 'accept': {
        const key = this.answerKey(item);
        const cause = ['acceptance', item.question, item.answer];
        return [add(c.questionStream(key.questionId), events(at, cause, needed(facts.authorId), c.AnswerAccepted(key)))];
      }
      case 'rating':
        return [this.rating(item)];
      default:
        return this.later.of(item, facts);
    }
  }

  /** Creates topics under the names that they have here; who was first has named them. */
  topics(names: readonly string[], at: string): Append[] {
    return names.map((name) => {
      const topic = c.topicKeyOf(name);
      const created = this.events(at, ['topic', topic], undefined, c.TopicCreated({ topic, name }));
      return { stream: c.topicStream(topic), events: created, begins: true, onlyFirst: true };
    });
  }

  private mentor({ member, displayName, bio, at }: Kind<'mentor'>, handle: string): Append[] {
    const memberId = this.ids.member(member);
    const mentorId = c.mentorIdOf(memberId);
    const registered = c.MentorRegistered({
      mentorId,
      memberId,
      handle,
      displayName,
      title: '',
      company: '',
      yearsOfExperience: null,
      bio,
      links: [],
    });
    return [
      begin(
        c.handleStream(handle),
        this.events(at, ['handle', handle, mentorId], memberId, c.HandleReserved({ handle, mentorId })),
      ),
      begin(c.mentorStream(mentorId), this.events(at, ['mentor', mentorId], memberId, registered)),
    ];
  }

  private question({ question, by, displayName, title, body, topics, at }: Kind<'question'>, slug: string): Append[] {
    const questionId = this.ids.post(question);
    const askerId = this.ids.member(by);
    const asked = c.QuestionAsked({
      questionId,
      slug,
      askerId,
      askerDisplayName: displayName,
      title,
      body,
      topics: topics.map(c.topicKeyOf),
    });
    return [
      ...this.topics(topics, at),
      begin(c.slugStream(slug), this.events(at, ['slug', slug, questionId], askerId, c.SlugReserved({ questionId, slug }))),
      begin(c.questionStream(questionId), this.events(at, ['posts', question], askerId, asked)),
    ];
  }

  private answer(item: Kind<'answer'>, handle: string): Append {
    const key = this.answerKey(item);
    const memberId = this.ids.member(item.by);
    const byline = { displayName: item.displayName, title: '', company: '', yearsOfExperience: null };
    const mentorId = c.mentorIdOf(memberId);
    const published = c.AnswerPublished({ ...key, mentorId, memberId, handle, byline, body: item.body });
    return begin(c.answerStream(key.answerId), this.events(item.at, ['posts', item.answer], memberId, published));
  }

  private rating({ question, answer, vote, helpful, at }: Kind<'rating'>): Append {
    const questionId = this.ids.post(question);
    const memberId = this.ids.of('vote', vote);
    const opinion = { memberId, value: helpful ? ('helpful' as const) : ('not-helpful' as const), former: null };
    const answerId = answer === undefined ? undefined : this.ids.post(answer);
    const rated =
      answerId === undefined ? c.QuestionRated({ questionId, ...opinion }) : c.AnswerRated({ questionId, answerId, ...opinion });
    const stream = c.ratingStream(answerId ?? questionId, memberId);
    const decide = this.later.rating(stream, at, { questionId, answerId, memberId }, opinion.value);
    return { ...begin(stream, this.events(at, ['votes', vote], undefined, rated)), decide };
  }

  private editor({ by, row }: { by?: ImportedPerson | undefined; row: string }): string {
    return by ? this.ids.member(by) : this.ids.of('editor', row);
  }
  private known = (by: ImportedPerson | undefined) => by && this.ids.member(by);
  private answerKey = (item: { question: string; answer: string }) => ({
    questionId: this.ids.post(item.question),
    answerId: this.ids.post(item.answer),
  });
}

type Kind<K extends ImportItem['kind']> = Extract<ImportItem, { kind: K }>;
const begin = (stream: string, events: Append['events']): Append => ({ stream, events, begins: true });
const add = (stream: string, events: Append['events']): Append => ({ stream, events, begins: false });

function needed(fact: string | undefined): string {
  if (fact === undefined) throw new Error('An item came without the fact that it needs');
  return fact;
}
