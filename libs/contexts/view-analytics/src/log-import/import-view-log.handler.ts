import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ImportViewLog, ViewsRecorded, decodeFacts, viewLogShardOf, viewsLogStream, type ClassifiedFact } from '@stoa/contracts';
import { EVENT_STORE, Refusal, derivedId, forbidden, isAdmin, type EventStore, type Outcome } from '@stoa/kernel';
import { rulesLogV1 } from '../judging/rules-log-v1.ts';
import { countsOf, hashOf, instantOf } from '../sealing/sealing.ts';
import { lastBatch } from '../sealing/shard-state.ts';

const CLASSES: readonly string[] = ['known_bot', 'automated', 'repeat', 'human'];
const ATTEMPTS = 10;

/** Seals facts of an access log behind those of the same log: lines that stand in a batch already are not sealed again. */
@CommandHandler(ImportViewLog)
export class ImportViewLogHandler implements ICommandHandler<ImportViewLog> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ data, context }: ImportViewLog): Promise<Outcome & { id: string; imported: number }> {
    if (!isAdmin(context.principal)) throw forbidden('Only an admin can import.');
    const facts = checkedFacts(data.facts);
    const { log, source, from, to, content } = data;
    const stream = viewsLogStream(log);
    const id = derivedId(stream, from);
    for (let attempt = 1; ; attempt++) {
      const last = await lastBatch(this.store, stream);
      if (last && BigInt(last.data.to) >= BigInt(to))
        return { id, imported: 0, revision: last.revision, position: last.position };
      if (last && BigInt(last.data.to) > BigInt(from))
        throw new Refusal('request-in-progress', 'Another import of this log is under way.');
      const [end] = await this.store.readLast(stream, 1);
      const times = facts.map(({ at }) => at);
      const event = ViewsRecorded({
        shard: viewLogShardOf(log),
        source,
        from,
        to,
        rules: rulesLogV1.version,
        firstAt: instantOf(times.reduce((a, b) => Math.min(a, b))),
        lastAt: instantOf(times.reduce((a, b) => Math.max(a, b))),
        classes: countsOf(facts),
        retries: 0,
        optedOut: 0,
        previous: last ? hashOf(last.data) : null,
        facts: data.facts,
      });
      const { occurredAt, correlationId, principal } = context;
      // The body's hash is the content's: by it the next run knows that it reads the same log.
      const meta = { commandId: id, bodyHash: content, occurredAt, correlationId, principal: principal.memberId };
      try {
        const written = await this.store.append(stream, [{ ...event, id, meta }], end?.revision ?? 'no-stream');
        return { id, imported: facts.length, ...written };
      } catch (error) {
        if ((error as { code?: string }).code !== 'revision-conflict' || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}

/** What the log's rules may come to, and nothing that only a page can tell. */
function checkedFacts(text: string): ClassifiedFact[] {
  let facts: ClassifiedFact[];
  try {
    facts = decodeFacts(text);
  } catch (cause) {
    throw wrong('facts in the layout of docs/reference/view-batches.md', cause);
  }
  if (facts.length === 0 || facts.length > 1000) throw wrong('1 to 1000 facts');
  const odd = facts.some(
    (fact) => fact.kind !== 'seen' || fact.target === null || fact.readMs !== 0 || !CLASSES.includes(fact.class),
  );
  if (odd) throw wrong(`views of what is there, of the classes ${CLASSES.join(', ')}`);
  return facts;
}

const wrong = (expected: string, cause?: unknown) =>
  new Refusal('validation-failed', 'These are not facts of an access log.', [{ pointer: '/facts', code: 'facts', expected }], {
    cause,
  });
