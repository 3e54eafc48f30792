import { readFileSync } from 'node:fs';
import { renderConfigReference } from './config-reference.ts';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('has a value for everything', () =>
    expect(readConfig([], {})).toEqual({
      dataDir: './data',
      host: '127.0.0.1',
      port: 3000,
      demo: false,
      pageCacheMb: 128,
      log: 'info',
    }));

  it('takes variables, and options before them', () =>
    expect(readConfig(['--port', '8080', '--demo'], { STOA_PORT: '9090', STOA_LOG: 'warn', OTHER: 'x' })).toMatchObject({
      port: 8080,
      demo: true,
      log: 'warn',
    }));

  it('names all that is wrong in one line, and no value', () => {
    const wrong = () => readConfig([], { STOA_PORT: 'hunter2', STOA_PAGE_CACHE_MB: '-1' });
    expect(wrong).toThrow(/STOA_PORT.*STOA_PAGE_CACHE_MB/);
    expect(wrong).not.toThrow(/hunter2/);
  });

  it.each([[['--prot', '1']], [['stray']]])('refuses what is no option: %j', (args) =>
    expect(() => readConfig(args, {})).toThrow(/There is no option .*--port/),
  );

  it('is what docs/reference/configuration.md says (write it anew with `npm run docs`)', () =>
    expect(readFileSync(new URL('../../../docs/reference/configuration.md', import.meta.url), 'utf8')).toBe(
      renderConfigReference(),
    ));
});
