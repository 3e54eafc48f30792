import { GetQuestionPage, ShowQuestionPage } from '@stoa/contracts';
import type { ReadModels, ServedReadModel, StoredDocument } from '@stoa/kernel';
import { PageCache } from './page-cache.ts';
import { GetQuestionPageHandler } from './question-page.query.ts';
import { ShowQuestionPageHandler, ShownPageCache } from './show-question-page.query.ts';

const ID = '11111111-1111-5111-8111-111111111111';

/** Read models that hold one page and its board, and count what is read of them. */
class OnePage implements ReadModels {
  readonly html = { render: async () => [] };
  version = '1';
  etag = 'half-1';
  title = 'What is it?';
  heads = 0;
  documents = 0;

  of(name: string): ServedReadModel {
    const stored = (): StoredDocument =>
      name === 'question-page'
        ? {
            key: ID,
            etag: this.etag,
            beside: 'all:all:writing',
            body: Buffer.from(JSON.stringify({ question: { title: this.title } })),
          }
        : {
            key: 'all:all:writing',
            etag: 'board-1',
            beside: null,
            body: Buffer.from(JSON.stringify({ formula: 'mentor.v1', topic: null, mentors: [] })),
          };
    return {
      version: this.version,
      documentHead: async () => (this.heads++, stored()),
      document: async () => (this.documents++, stored()),
    } as Partial<ServedReadModel> as ServedReadModel;
  }
}

describe('ShowQuestionPage', () => {
  const subject = () => {
    const models = new OnePage();
    const handler = new ShowQuestionPageHandler(models, new ShownPageCache(1024 * 1024));
    return { models, show: (held?: string[]) => handler.execute(new ShowQuestionPage({ idOrSlug: ID, held })) };
  };

  it('is the page of GetQuestionPage as an object, under the same tag', async () => {
    const { models, show } = subject();
    const stored = await new GetQuestionPageHandler(models, new PageCache()).execute(new GetQuestionPage({ idOrSlug: ID }));
    const shown = await show();
    expect(shown.etag).toBe(stored.etag);
    expect(shown.body).toEqual(JSON.parse(Buffer.from(stored.body!).toString()));
  });

  it('decodes a page once for each of its versions', async () => {
    const { models, show } = subject();
    const first = await show();
    models.version = '2'; // another page changed
    expect((await show()).body).toBe(first.body);
    expect(models.documents).toBe(2);
    Object.assign(models, { version: '3', etag: 'half-2', title: 'What was it?' });
    expect((await show()).body?.question.title).toBe('What was it?');
    expect(models.documents).toBe(4);
  });

  it('reads no document for a client that holds the page', async () => {
    const { models, show } = subject();
    expect(await show(['half-1.board-1'])).toEqual({ questionId: expect.any(String) as string, etag: 'half-1.board-1' });
    expect(models).toMatchObject({ heads: 2, documents: 0 });
  });
});
