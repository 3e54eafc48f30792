import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListQuestions, type QuestionList } from '@stoa/contracts';
import { READ_MODELS, Refusal, type ReadModels } from '@stoa/kernel';
import type { ListEntry } from './question-list.entities.ts';

/** Pages through the list by the time and id of the last entry seen, so that new questions shift nothing. */
@QueryHandler(ListQuestions)
export class ListQuestionsHandler implements IQueryHandler<ListQuestions> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ options: { limit, cursor, after } }: ListQuestions): Promise<QuestionList> {
    const list = this.readModels.of('question-list');
    if (after) await list.waitFor(after);
    const beyond = cursor === undefined ? undefined : parsed(cursor);
    const entries = await list.first<ListEntry>('entry', { withdrawn: false }, ['-askedAt', '-id'], limit + 1, beyond);
    const shown = entries.slice(0, limit);
    const last = entries.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(itemOf), next: last ? cursorOf(last) : null };
  }
}

const itemOf = ({ id, slug, title, askedAt, askerId, askerName, topics, status, answers, accepted }: ListEntry) => ({
  id,
  slug,
  title,
  askedAt,
  asker: { id: askerId, name: askerName },
  topics,
  status,
  answers,
  accepted,
});

const cursorOf = ({ askedAt, id }: ListEntry) => Buffer.from(`${askedAt}/${id}`).toString('base64url');

function parsed(cursor: string): [string, string] {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match?.[1] || !match[2])
    throw new Refusal('validation-failed', 'This cursor was not given by this list.', [
      { pointer: '?cursor', code: 'cursor', expected: 'the value of `next` in an earlier answer' },
    ]);
  return [match[1], match[2]];
}
