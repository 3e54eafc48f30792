import { randomUUID } from 'node:crypto';
import { assertConforms } from '@stoa/api/testing/conformance';
import { Cast, type Client } from '@stoa/testing';
import type { Deployment } from '@stoa/dev-servers/deployments';

/** A topic that no other journey uses. */
export const topicOf = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;
export const keyOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** A deployment that is open while the tests of a file run, and what most journeys do on it. Every response must be what OpenAPI says. */
export class Site {
  cast!: Cast;

  constructor(open: () => Promise<Deployment>) {
    let stoa: Deployment | undefined;
    beforeAll(async () => {
      stoa = await open();
      this.cast = new Cast(stoa, assertConforms);
    });
    afterAll(() => stoa?.stop());
  }

  readonly asked = (by: Client, topics: string[] = []) =>
    by.must('POST', '/v1/questions', {
      body: { title: `What is your answer to ${randomUUID()}?`, body: 'I *wonder*.', topics },
    });

  readonly answered = (by: Client, questionId: string, body = 'It depends.') =>
    by.must('POST', `/v1/questions/${questionId}/answers`, { body: { body } });

  readonly rate = (by: Client, answerId: string, rating: string) =>
    by.must('PUT', `/v1/answers/${answerId}/rating`, { body: { rating } });

  readonly page = (questionId: string, after: string) =>
    this.cast.anyone.must('GET', `/v1/questions/${questionId}/page?after=${after}`);

  readonly board = async (topic: string, after: string, more = '') =>
    (await this.cast.anyone.must('GET', `/v1/leaderboards/mentors?topic=${keyOf(topic)}&after=${after}${more}`)).mentors;
}
