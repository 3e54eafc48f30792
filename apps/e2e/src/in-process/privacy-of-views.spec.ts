import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { decodeFacts, type SealedEvent } from '@stoa/contracts';
import { readStream } from '@stoa/kernel';
import { patient } from '@stoa/testing';
import { openDataFolder } from '@stoa/data-folder';
import { PROXY, SiteUnderAttack, type Sent } from './site-under-attack.ts';

/** What the server is told of its readers and must not write down. */
const ADDRESSES = ['203.0.113.171', '2001:db8:7e57::171', '198.51.100.171'];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0 PrivateBuild/47.11.0815';
const REFERRER = 'https://elsewhere.example/my/private/path?patient=4711';
const SECRETS = [...ADDRESSES, '2001:db8:7e57:', 'PrivateBuild', 'Gecko/20100101', 'private/path', 'patient=4711'];

const leaksIn = (name: string, bytes: Buffer | string) => {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1');
  return SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`);
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

describe('what is written of readers', () => {
  it(
    'holds no address, no full user agent and no full referrer, whatever they sent and whatever became of it',
    async () => {
      const site = await SiteUnderAttack.open({ viewOptOut: ['gpc'] });
      const headers = { referer: REFERRER, cookie: `of=${REFERRER}` };
      const readers: Sent[] = [
        { from: PROXY, agent: AGENT, headers: { ...headers, 'x-forwarded-for': ADDRESSES[0]! } },
        { from: PROXY, agent: AGENT, headers: { ...headers, 'x-forwarded-for': `garbage, ${ADDRESSES[1]!}` } },
        { from: ADDRESSES[2]!, agent: AGENT, headers },
        { from: ADDRESSES[2]!, agent: `${AGENT} Googlebot/2.1`, headers },
        { from: ADDRESSES[2]!, agent: AGENT, headers: { ...headers, 'sec-gpc': '1' } },
      ];
      try {
        const told = await site.became(4 * readers.length, async () => {
          for (const who of readers) {
            const ticket = await site.open(who);
            site.now += 2000;
            await site.tell(who, { ...ticket, referrer: 'elsewhere.example' }, { ...ticket, token: 'forged' }, { answer: null });
            await site.tell(who, ticket);
            expect((await site.tell(who, { referrer: REFERRER })).statusCode).toBe(422);
            expect((await site.post(who, `{"facts": ${REFERRER}`)).statusCode).toBe(400);
            expect((await site.send(who, 'GET', `/v1/nothing`)).statusCode).toBe(404);
          }
        });
        expect(JSON.stringify(told.facts)).toContain('elsewhere.example');
        const journal = site.messages.join('\n');
        expect(journal).toContain('views-told');
        expect(leaksIn('journal', journal)).toEqual([]);
        expect(leaksIn('facts', JSON.stringify(told.facts))).toEqual([]);
        expect(site.log.length).toBeGreaterThan(20);
        expect(leaksIn('log', site.log.join('\n'))).toEqual([]);
        await site.stop();
        const files = filesIn(site.folder).filter((file) => !file.includes(`${sep}salts${sep}`));
        expect(files.join()).toContain('events.sqlite');
        for (const file of files) expect(leaksIn(file, readFileSync(file))).toEqual([]);
        expect(leaksIn('sealed', JSON.stringify(await sealedIn(join(site.folder, 'data'))))).toEqual([]);
      } finally {
        await site.close();
      }
    },
    patient(60_000),
  );
});

async function sealedIn(folder: string) {
  const { store, release } = await openDataFolder(folder, { mode: 'read' });
  try {
    const events: unknown[] = [];
    for (let shard = 0; shard < 4; shard++)
      for (const event of (await readStream(store, `views-recorded-${shard}`)) as unknown as SealedEvent[])
        events.push(event, decodeFacts(event.data.facts));
    return events;
  } finally {
    await release();
  }
}
