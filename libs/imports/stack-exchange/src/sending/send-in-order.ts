import {
  IMPORT_BATCH_ITEMS,
  topicKeyOf,
  AnswerPublished,
  MemberRegistered,
  MentorRegistered,
  QuestionAsked,
  type ImportItem,
} from '@stoa/contracts';
import { importIdOf } from '@stoa/imports-mapping';
import type { Draft } from '../mapping/draft.ts';
import type { Dump } from '../mapping/dump-index.ts';
import { toItem } from '../mapping/to-item.ts';
import { viewsBody, type ViewsDraft } from '../mapping/views-body.ts';
import type { Tally } from '../tally.ts';
import { Batch, type ImportGateway } from './import-gateway.ts';

export interface Sending {
  readonly dump: Dump;
  readonly tally: Tally;
  readonly gateway: ImportGateway;
  readonly fingerprint: string;
  readonly signal?: AbortSignal | undefined;
  /** So many drafts, and events of these, were taken; `appended` of the events are new. */
  onBatch(drafts: number, events: number, appended: number): void;
}

/** Sends drafts in their order, a batch at a time: the next one is put together while one is under way, and sent when that was taken. */
export async function sendInOrder(drafts: Iterable<readonly [number, Draft]>, sending: Sending): Promise<void> {
  const { dump, tally, gateway, fingerprint, signal, onBatch } = sending;
  const topics = new Set<string>();
  let batch = new Batch(fingerprint, IMPORT_BATCH_ITEMS);
  let count = { drafts: 0, events: 0 };
  let underWay: Promise<void> = Promise.resolve();

  for (const [time, draft] of drafts) {
    if (draft.kind === 'views') {
      await flush();
      await underWay;
      await sendViews(draft);
      continue;
    }
    const item = toItem(draft, time, dump, tally);
    if (!batch.add(item)) {
      await flush();
      batch.add(item);
    }
    count.drafts++;
    for (const type of eventsOf(item, topics)) {
      tally.events.add(type);
      count.events++;
    }
    if (item.kind === 'member') tally.counts.members++;
    if (item.kind === 'mentor') tally.counts.mentors++;
  }
  await flush();
  await underWay;

  async function flush(): Promise<void> {
    await underWay;
    signal?.throwIfAborted();
    if (batch.isEmpty) return;
    const [body, taken] = [batch.body(), count];
    batch = new Batch(fingerprint, IMPORT_BATCH_ITEMS);
    count = { drafts: 0, events: 0 };
    underWay = gateway.batch(dump.source, body).then(({ imported, changes }) => {
      let changed = 0;
      for (const [type, times] of Object.entries(changes)) {
        tally.events.add(type, times);
        changed += times;
      }
      onBatch(taken.drafts, taken.events + changed, imported);
    });
    // The next caller that awaits it gets a failure; until then it must not count as unhandled.
    underWay.catch(() => undefined);
  }

  async function sendViews(draft: ViewsDraft): Promise<void> {
    signal?.throwIfAborted();
    const sent = await gateway.views(viewsBody(draft, dump, fingerprint), importIdOf(dump.source, fingerprint));
    // Totals that replace others are written where they are news.
    const events = dump.later && sent.imported === 0 ? [] : Object.entries(sent.events);
    for (const [type, times] of events) tally.events.add(type, times);
    onBatch(
      1,
      events.reduce((sum, [, times]) => sum + times, 0),
      sent.imported,
    );
  }
}

/** Types of the events that come of an item; `topics` are those that came up before. */
function eventsOf(item: ImportItem, topics: Set<string>): string[] {
  switch (item.kind) {
    case 'member':
      return [MemberRegistered.type];
    case 'mentor':
      return ['HandleReserved.v1', MentorRegistered.type];
    case 'question':
      return [...newTopics(item.topics, topics), 'SlugReserved.v1', QuestionAsked.type];
    case 'answer':
      return [AnswerPublished.type];
    case 'question-edit':
      return [
        ...newTopics(item.retag?.topics ?? [], topics),
        ...(item.text ? ['QuestionEdited.v1'] : []),
        ...(item.retag ? ['QuestionRetagged.v1'] : []),
      ];
    case 'answer-edit':
      return ['AnswerRevised.v1'];
    case 'close':
      return ['QuestionClosed.v1'];
    case 'reopen':
      return ['QuestionReopened.v1'];
    case 'accept':
      return ['AnswerAccepted.v1'];
    case 'rating':
      return [item.answer === undefined ? 'QuestionRated.v1' : 'AnswerRated.v1'];
    case 'question-now':
      return newTopics(item.topics, topics);
    default:
      // The server decides, and says what came of it.
      return [];
  }
}

function newTopics(names: readonly string[], seen: Set<string>): string[] {
  const before = seen.size;
  for (const name of names) seen.add(topicKeyOf(name));
  return Array<string>(seen.size - before).fill('TopicCreated.v1');
}
