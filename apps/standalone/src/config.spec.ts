import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { RATES } from '@stoa/http';
import { readConfig, renderConfigReference, type Options } from '@stoa/service';
import { options } from './config.ts';

describe('the configuration', () => {
  it('has a default for every option', () =>
    expect(readConfig(options, [], {})).toEqual({
      dataDir: './data',
      host: '127.0.0.1',
      metricsHost: '127.0.0.1',
      port: 3000,
      demo: false,
      pageCacheMb: 128,
      ranking: 'best.v1',
      trustedProxies: '',
      viewOptOut: ['gpc'],
      bots: [],
      viewOrigins: [],
      rates: RATES,
      overload: 'on',
      log: 'info',
      logFormat: 'auto',
    }));

  it('of every process matches docs/reference/configuration.md (regenerate with `npm run docs`)', async () => {
    const apps = new URL('../../', import.meta.url);
    const names = readdirSync(apps).filter((name) => existsSync(new URL(`${name}/src/config.ts`, apps)));
    const processes: Record<string, Options> = {};
    for (const name of names.sort())
      processes[name] = ((await import(new URL(`${name}/src/config.ts`, apps).href)) as { options: Options }).options;
    expect(readFileSync(new URL('../../../docs/reference/configuration.md', import.meta.url), 'utf8')).toBe(
      renderConfigReference(processes),
    );
  });
});
