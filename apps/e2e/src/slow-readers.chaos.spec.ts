import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone, type StandaloneProcess } from '@stoa/dev-servers/deployments';
import { Cast, eventually } from '@stoa/testing';

const READERS = 500;
const MOST_MB = 400;
const residentMb = ({ process: { pid } }: StandaloneProcess) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

// Memory is read from /proc.
(process.platform === 'linux' ? it : it.skip)(
  `keeps within ${MOST_MB} MB while ${READERS} readers take nothing of the largest page`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-slow-'));
    const server = await startStandalone(folder);
    const readers: Socket[] = [];
    try {
      const cast = new Cast(server);
      const asker = await cast.member('Asker');
      const body = '&'.repeat(60_000);
      const { id } = await asker.must('POST', '/v1/questions', { body: { title: 'A long one', topics: ['Long'], body } });
      for (let nth = 0; nth < 8; nth++) {
        const mentor = await cast.mentor(`Mentor ${nth}`);
        await mentor.must('POST', `/v1/questions/${id}/answers`, { body: { body: `${nth} ${body}` } });
      }
      const page = () => fetch(`${server.url}/q/${id}`);
      await eventually(async () => expect(await (await page()).text()).toContain('data-answer'));
      const { hostname, port } = new URL(server.url);
      for (let nth = 0; nth < READERS; nth++) {
        const reader = connect({ host: hostname, port: Number(port) });
        reader.on('error', () => undefined).pause();
        reader.write(`GET ${nth % 2 ? `/q/${id}` : `/v1/questions/${id}/page`} HTTP/1.1\r\nHost: x\r\n\r\n`);
        readers.push(reader);
      }
      // Whoever comes now is answered, with the page or with a word.
      const answered = await page();
      expect([200, 503]).toContain(answered.status);
      await answered.arrayBuffer();
      let most = 0;
      for (let look = 0; look < 20; look++) {
        most = Math.max(most, residentMb(server));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      console.info(`at most ${Math.round(most)} MB with ${READERS} readers`);
      expect(most).toBeLessThanOrEqual(MOST_MB);
      expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    } finally {
      for (const reader of readers) reader.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
