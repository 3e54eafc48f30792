import { Controller, Module, Post } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '@stoa/kernel';
import { runWriteService } from './run-write-service.ts';
import type { RunningService } from './run-service.ts';

const SECRET = 'the secret of this test';
/** How long one command takes, while no other is worked on. */
const TAKES_MS = 20;

@Controller('commands')
class SlowCommands {
  private last = Promise.resolve();

  @Post('slow')
  act(): Promise<void> {
    this.last = this.last.then(() => new Promise((resolve) => setTimeout(resolve, TAKES_MS)));
    return this.last;
  }
}

@Module({ imports: [CqrsModule.forRoot()], controllers: [SlowCommands] })
class SlowModule {}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, fatal: () => undefined };
const store = { head: async () => '', close: async () => undefined } as unknown as EventStore;

describe('a service that is sent more commands than it can do', () => {
  let service: RunningService | undefined;
  const run = async (overload: 'on' | 'off') => {
    const config = { host: '127.0.0.1', port: 0, serviceSecret: SECRET, overload };
    service = await runWriteService({ module: SlowModule, store, config, log: silent as never });
  };
  afterEach(() => service?.stop());
  const send = async () => {
    const headers = { 'stoa-service-secret': SECRET };
    const response = await fetch(`${service!.url}/commands/slow`, { method: 'POST', headers });
    return { status: response.status, code: ((await response.json().catch(() => ({}))) as { code?: string }).code };
  };

  /** Four times as many as it can do, until one is refused or `most` were sent. */
  async function sendMany(most: number) {
    const replies: Awaited<ReturnType<typeof send>>[] = [];
    const sent: Promise<unknown>[] = [];
    while (sent.length < most && replies.every(({ status }) => status !== 503)) {
      sent.push(send().then((reply) => replies.push(reply)));
      await new Promise((resolve) => setTimeout(resolve, TAKES_MS / 4));
    }
    await Promise.all(sent);
    return replies.map(({ status, code }) => code ?? status);
  }

  it('refuses what would wait too long, and does the rest', async () => {
    await run('on');
    expect(new Set(await sendMany(2000))).toEqual(new Set([201, 'overloaded']));
  });

  it('refuses nothing where STOA_OVERLOAD is off', async () => {
    await run('off');
    expect(new Set(await sendMany(200))).toEqual(new Set([201]));
  });
});
