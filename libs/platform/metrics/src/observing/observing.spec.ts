import { MemoryEventStore } from '@stoa/event-store';
import { InProcessEventStream } from '@stoa/event-stream';
import { Refusal, type EventStore, type NewEvent } from '@stoa/kernel';
import { VIEW_FACTS, ViewsRecorded } from '@stoa/contracts';
import { eventually, idOf, questionAsked } from '@stoa/testing';
import { Metrics } from '../metrics.ts';
import { observeCommands } from './commands.ts';
import { requestObserver } from './requests.ts';
import { observedAppends, observedSealing, observedSubscriptions } from './store.ts';
import { observedConsuming, observedPublishing } from './stream.ts';

const AT = '2026-11-24T09:00:00.000Z';
const asNew = (event: Pick<NewEvent, 'type' | 'data'>, id = idOf('an event')): NewEvent => ({
  ...event,
  id,
  meta: { commandId: id, bodyHash: '', occurredAt: AT, correlationId: id },
});
const message = { key: 'a', value: Buffer.from('{}'), headers: {} };

describe('what is measured', () => {
  let metrics: Metrics;
  beforeEach(() => void (metrics = new Metrics('standalone')));
  const lines = async (name: string) => (await metrics.render()).split('\n').filter((line) => line.startsWith(`${name}{`));

  it('of appends: how long, with which outcome, and how many events of which type', async () => {
    const store = observedAppends(new MemoryEventStore(), metrics);
    await store.append('question-a', [asNew(questionAsked())], 'no-stream');
    await expect(store.append('question-a', [asNew(questionAsked(), idOf('another'))], 'no-stream')).rejects.toThrow('revision');
    await expect(store.append('question-a', [asNew({ type: 'Unknown.v1', data: {} })], 0)).rejects.toThrow('Unknown.v1');
    expect(await lines('stoa_events_appended_total')).toEqual(['stoa_events_appended_total{type="QuestionAsked.v2"} 1']);
    expect(await lines('stoa_append_duration_seconds_count')).toEqual([
      'stoa_append_duration_seconds_count{outcome="done"} 1',
      'stoa_append_duration_seconds_count{outcome="conflict"} 1',
      'stoa_append_duration_seconds_count{outcome="failed"} 1',
    ]);
    expect((await store.read('question-a')).length).toBe(1);
  });

  it('of sealing: facts by class', async () => {
    const store = observedSealing<Pick<EventStore, 'append'>>({ append: async () => ({ revision: 0, position: '1' }) }, metrics);
    const data = { classes: { human: 3, glimpse: 1 }, optedOut: 2 };
    await store.append('views', [asNew({ type: ViewsRecorded.type, data }), asNew(questionAsked())], 'no-stream');
    expect(await lines('stoa_view_facts_total')).toEqual([
      'stoa_view_facts_total{class="human"} 3',
      'stoa_view_facts_total{class="glimpse"} 1',
    ]);
    expect(await metrics.render()).toMatch(/^stoa_view_facts_opted_out_total 2$/m);
  });

  it('of a subscription: its batches, also those whose handler throws', async () => {
    const store = observedSubscriptions(new MemoryEventStore(), metrics);
    await store.append('question-a', [asNew(questionAsked())], 'no-stream');
    const failed: unknown[] = [];
    const handle = async () => Promise.reject(new Error('poison'));
    const subscriptions = [
      store.subscribe(
        '',
        async () => undefined,
        () => undefined,
      ),
      store.subscribe('', handle, (error) => failed.push(error)),
    ];
    await eventually(async () => {
      expect(failed).toHaveLength(1);
      expect(await lines('stoa_messages_handled_total')).toEqual(['stoa_messages_handled_total{source="log"} 1']);
    });
    for (const subscription of subscriptions) await subscription.stop();
    expect((await lines('stoa_handle_duration_seconds_count')).sort()).toEqual([
      'stoa_handle_duration_seconds_count{source="log",outcome="done"} 1',
      'stoa_handle_duration_seconds_count{source="log",outcome="failed"} 1',
    ]);
  });

  it('of a stream: what is published and handled, and the partitions that are owned', async () => {
    const stream = observedPublishing(observedConsuming(new InProcessEventStream(), metrics), metrics);
    await stream.ensureTopics();
    const owned = () => lines('stoa_partitions_owned');
    const handler = { assigned: async () => undefined, revoked: async () => undefined, handle: async () => undefined };
    const consuming = stream.consume('a group', [VIEW_FACTS], handler, () => undefined);
    await stream.publish({ topic: VIEW_FACTS, partition: 0 }, [message, message]);
    await expect(stream.publish({ topic: 'unknown', partition: 0 }, [message])).rejects.toThrow('unknown');
    await eventually(async () => {
      expect(await owned()).toEqual([`stoa_partitions_owned{topic="${VIEW_FACTS}"} 4`]);
      expect(await lines('stoa_messages_handled_total')).toEqual([`stoa_messages_handled_total{source="${VIEW_FACTS}"} 2`]);
    });
    expect(await lines('stoa_messages_published_total')).toEqual([`stoa_messages_published_total{topic="${VIEW_FACTS}"} 2`]);
    expect(await lines('stoa_publish_duration_seconds_count')).toContain(
      'stoa_publish_duration_seconds_count{topic="unknown",outcome="failed"} 1',
    );
    await consuming.stop();
    await eventually(async () => expect(await owned()).toEqual([`stoa_partitions_owned{topic="${VIEW_FACTS}"} 0`]));
    await stream.close();
  });

  it('of commands: their type and outcome', async () => {
    const outcomes = [{ revision: 1 }, { revision: 1, repeated: true }, new Refusal('question-closed', 'No.'), new Error('Odd.')];
    const bus = {
      async execute(): Promise<unknown> {
        const outcome = outcomes.shift();
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
    };
    observeCommands(bus, metrics);
    const execute = (bus as { execute(command: object): Promise<unknown> }).execute;
    for (let index = 0; index < 4; index++) await execute({ type: 'AnswerQuestion' }).catch(() => undefined);
    expect(await lines('stoa_commands_total')).toEqual([
      'stoa_commands_total{type="AnswerQuestion",outcome="done"} 1',
      'stoa_commands_total{type="AnswerQuestion",outcome="repeated"} 1',
      'stoa_commands_total{type="AnswerQuestion",outcome="question-closed"} 1',
      'stoa_commands_total{type="AnswerQuestion",outcome="internal"} 1',
    ]);
    expect(await lines('stoa_command_duration_seconds_count')).toEqual([
      'stoa_command_duration_seconds_count{type="AnswerQuestion"} 4',
    ]);
  });

  it('of requests: methods that a client makes up are one', async () => {
    const observer = requestObserver(metrics)!;
    for (const method of ['GET', 'BREW', 'STEEP']) {
      observer.began();
      observer.ended({ method, route: 'none', status: 404, ms: 2, refusal: undefined });
    }
    observer.began();
    expect(await lines('stoa_http_requests_total')).toEqual([
      'stoa_http_requests_total{route="none",method="GET",status="404"} 1',
      'stoa_http_requests_total{route="none",method="other",status="404"} 2',
    ]);
    expect(await metrics.render()).toMatch(/^stoa_http_requests_in_flight 1$/m);
  });
});

it('without metrics everything is left as it is', () => {
  const store = new MemoryEventStore();
  expect(observedAppends(observedSealing(observedSubscriptions(store, undefined), undefined), undefined)).toBe(store);
  expect(requestObserver(undefined)).toBeUndefined();
});
