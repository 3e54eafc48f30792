import { AnswerPublished, type PageFact } from '@stoa/contracts';
import { viewOptionsFrom } from '@stoa/api';
import { openDataFolder, sessionKeyOf } from '@stoa/data-folder';
import { seedDemo } from '@stoa/demo';
import { FileSalts } from '@stoa/visitors';

export const FACTS = 10;
const AGO_MS = 60_000;
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

export interface Batch {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A folder with the demo community in it, and what readers tell of it: each batch comes from another address, with tickets as that folder's server gives them. */
export async function prepareTelling(path: string): Promise<(first: number, count: number) => Promise<Batch[]>> {
  const folder = await openDataFolder(path, { mode: 'write' });
  await seedDemo(folder.store);
  const things = await thingsIn(folder.store);
  const salts = await FileSalts.open(folder.files.salts);
  await salts.of(new Date().toISOString().slice(0, 10));
  const config = { trustedProxies: '', viewOptOut: [], bots: [], viewOrigins: [] };
  const { identity, tokens, site } = viewOptionsFrom(config, salts, sessionKeyOf(folder), { publish: async () => 0n });
  await folder.release();
  return async (first, count) => {
    const batches: Batch[] = [];
    for (let index = first; index < first + count; index++) {
      const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
      const userAgent = AGENTS[index % AGENTS.length]!;
      const at = Date.now();
      const visitor = await identity.visitorOf({ address, userAgent, site, at });
      const tickets = new Map<string, ReturnType<typeof tokens.issue>>();
      const facts = Array.from({ length: FACTS }, (_, nth): Partial<PageFact> => {
        const [question, answer] = things[(index * 7 + nth) % things.length]!;
        const ticket = tickets.get(question) ?? tokens.issue({ questionId: question, visitor, now: at - AGO_MS });
        tickets.set(question, ticket);
        return {
          kind: 'seen',
          question,
          answer,
          ...ticket,
          share: 0.8,
          visibleMs: 1000,
          referrer: 'search.example',
          screen: 'large',
          language: 'en',
        };
      });
      batches.push({
        body: JSON.stringify({ facts }),
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address, 'user-agent': userAgent },
      });
    }
    return batches;
  };
}

/** The answers of a store, each behind its question where it comes first: what stands on pages. */
async function thingsIn(
  store: Awaited<ReturnType<typeof openDataFolder>>['store'],
): Promise<[question: string, answer: string | null][]> {
  const pages = new Map<string, string[]>();
  for await (const events of store.readAll(''))
    for (const { type, data } of events)
      if (type === AnswerPublished.type) {
        const { questionId, answerId } = data as { questionId: string; answerId: string };
        pages.set(questionId, [...(pages.get(questionId) ?? []), answerId]);
      }
  return [...pages].flatMap(([question, answers]) =>
    [null, ...answers].map((answer): [string, string | null] => [question, answer]),
  );
}
