import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListQuestions, type QuestionList } from '@stoa/contracts';
import { decodeCursor, encodeCursor, READ_MODELS, type ReadModels } from '@stoa/kernel';
import type { ListEntry } from './question-list.entities.ts';

/** Time and id of an entry. */
const PLACE = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)\/([0-9a-f-]{36})$/;

/** Pages through the list by the time and id of the last entry seen, so that new questions shift nothing. */
@QueryHandler(ListQuestions)
export class ListQuestionsHandler implements IQueryHandler<ListQuestions> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ limit, cursor, after }: ListQuestions): Promise<QuestionList> {
    const list = this.readModels.of('question-list');
    if (after) await list.waitFor(after);
    const beyond = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    const entries = await list.first<ListEntry>('entry', { withdrawn: false }, ['-askedAt', '-id'], limit + 1, beyond);
    const shown = entries.slice(0, limit);
    const last = entries.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(itemOf), next: last ? cursorOf(last) : null };
  }
}

const itemOf = ({ id, slug, title, askedAt, askerId, askerDisplayName, topics, status, answers, accepted }: ListEntry) => ({
  id,
  slug,
  title,
  askedAt,
  asker: { id: askerId, displayName: askerDisplayName },
  topics,
  status,
  answers,
  accepted,
});

const cursorOf = ({ askedAt, id }: ListEntry) => encodeCursor(`${askedAt}/${id}`);
