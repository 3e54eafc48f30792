import { randomUUID } from 'node:crypto';
import { patient, type Client } from '@stoa/testing';
import type { History, Kind } from './history.ts';

/** How long one command is sent again before it counts as refused. */
const PATIENCE_MS = patient(180_000);
const PAUSE_MS = 150;

export interface Person {
  readonly client: Client;
  readonly mentor: boolean;
}

/** People who ask, answer and rate, one command after another, and send each again with the same key until it is acknowledged. */
export class Crowd {
  private readonly questions: string[] = [];
  private readonly answers: { id: string; by: number }[] = [];
  private ended = false;
  private readonly working: Promise<void>[];

  constructor(
    people: readonly Person[],
    private readonly history: History,
  ) {
    this.working = people.map((person, index) => this.work(person, index));
  }

  /** Ends after the commands in flight are acknowledged. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.working);
  }

  private async work({ client, mentor }: Person, number: number): Promise<void> {
    const answered = new Set<string>();
    const rated = new Map<string, 'helpful' | 'not-helpful'>();
    for (let sequence = 1; !this.ended; sequence++) {
      const question = mentor ? this.questions.find((id) => !answered.has(id)) : undefined;
      const others = this.answers.filter(({ by }) => by !== number);
      const answer = others[(sequence * 7 + number) % Math.max(1, others.length)];
      const send = (kind: Kind, method: string, path: string, body: object) =>
        this.until(client, { client: number, sequence, kind }, method, path, body);
      if (question) {
        answered.add(question);
        const id = await send('answer', 'POST', `/v1/questions/${question}/answers`, { body: `An answer by ${number}.` });
        if (id) this.answers.push({ id, by: number });
      } else if (answer && sequence % 3 !== 0) {
        // Always another rating than the last: one that changes nothing leaves no event.
        const rating = rated.get(answer.id) === 'helpful' ? 'not-helpful' : 'helpful';
        rated.set(answer.id, rating);
        await send('rate', 'PUT', `/v1/answers/${answer.id}/rating`, { rating });
      } else {
        const title = `What comes of ${randomUUID()}?`;
        const id = await send('ask', 'POST', '/v1/questions', { title, body: 'I *wonder*.', topics: [`Topic ${sequence % 4}`] });
        if (id) this.questions.push(id);
      }
    }
  }

  private async until(
    client: Client,
    about: { client: number; sequence: number; kind: Kind },
    method: string,
    path: string,
    body: object,
  ): Promise<string | undefined> {
    const key = randomUUID();
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempts = 1; ; attempts++) {
      const reply = await client
        .request(method, path, { body, headers: { 'idempotency-key': key } })
        .catch((error: unknown) => ({ status: 0, body: String(error) }) as const);
      if (reply.status >= 200 && reply.status < 300) {
        const { id, position } = reply.body as { id: string; position: string };
        this.history.note({ ...about, key, id, position, attempts });
        return id;
      }
      const mayPass = reply.status === 0 || reply.status >= 500 || reply.status === 429;
      if (!mayPass || Date.now() > deadline) {
        this.history.note({ ...about, key, refused: `${reply.status} ${JSON.stringify(reply.body)}`, attempts });
        return undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
