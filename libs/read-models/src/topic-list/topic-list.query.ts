import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetTopic, ListTopics, type TopicList, type TopicSummary } from '@stoa/contracts';
import { decodeCursor, encodeCursor, notFound, READ_MODELS, type ReadModels, type RowReader } from '@stoa/kernel';
import type { Topic, TopicCount } from './topic-list.entities.ts';

/** Pages through all topics by key, or through those with questions, the largest first. */
@QueryHandler(ListTopics)
export class ListTopicsHandler implements IQueryHandler<ListTopics> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ sort, limit, cursor, after }: ListTopics): Promise<TopicList> {
    const rows = this.readModels.of('topic-list');
    if (after) await rows.waitFor(after);
    const { topics, next } = sort === 'name' ? await byKey(rows, limit, cursor) : await bySize(rows, limit, cursor);
    return { items: topics, next };
  }
}

@QueryHandler(GetTopic)
export class GetTopicHandler implements IQueryHandler<GetTopic> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  /** Throws not-found for a key that was never used. */
  async execute({ topic: key, after }: GetTopic): Promise<TopicSummary> {
    const rows = this.readModels.of('topic-list');
    if (after) await rows.waitFor(after);
    const [topic] = await summaries(rows, [key]);
    if (!topic) throw notFound('topic');
    return topic;
  }
}

interface Page {
  topics: TopicSummary[];
  next: string | null;
}

async function byKey(rows: RowReader, limit: number, cursor: string | undefined): Promise<Page> {
  const beyond = cursor === undefined ? undefined : decodeCursor(cursor, /^([a-z0-9-]{1,60})$/);
  const found = await rows.first<Topic>('topic', {}, ['key'], limit + 1, beyond);
  const keys = found.slice(0, limit).map(({ key }) => key);
  return { topics: await summaries(rows, keys), next: found.length > limit ? encodeCursor(keys.at(-1)!) : null };
}

async function bySize(rows: RowReader, limit: number, cursor: string | undefined): Promise<Page> {
  const beyond = cursor === undefined ? undefined : decodeCursor(cursor, /^(\d{1,15})\/([a-z0-9-]{1,60})$/);
  const found = await rows.first<TopicCount>('count', {}, ['-questions', '-topic'], limit + 1, beyond);
  const shown = found.slice(0, limit).filter(({ questions }) => questions > 0);
  const last = shown.at(-1);
  const next = last && found.length > limit ? encodeCursor(`${last.questions}/${last.topic}`) : null;
  return {
    topics: await summaries(
      rows,
      shown.map(({ topic }) => topic),
    ),
    next,
  };
}

/** The topics of these keys, in the same order; a key that was never used is left out. */
async function summaries(rows: RowReader, keys: readonly string[]): Promise<TopicSummary[]> {
  const [topics, counts] = await Promise.all([
    rows.among<Topic>('topic', 'key', keys),
    rows.among<TopicCount>('count', 'topic', keys),
  ]);
  const names = new Map(topics.map(({ key, name }) => [key, name]));
  const countOf = new Map(counts.map((count) => [count.topic, count]));
  return keys.flatMap((key) => {
    const name = names.get(key);
    const { questions = 0, answers = 0 } = countOf.get(key) ?? {};
    return name === undefined ? [] : [{ key, name, questions, answers }];
  });
}
