import { DEFAULT_RANKING, rankingFormulas } from '@stoa/contracts';
import { z } from 'zod';
import { addressOption, option, secretOption } from './option.ts';

export const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Options that several processes share. Messages of schemas never hold the value. */
export const hostOption = option('STOA_HOST', z.string().min(1).default('127.0.0.1').describe('Address to listen on.'));
export const portOption = (port: number) =>
  option('STOA_PORT', wholeNumber(0, 65535).default(port).describe('Port to listen on; 0 chooses a free one.'));
/** Without a port nothing is measured: many processes start on one machine, and none may take a port that nobody gave it. */
export const metricsOptions = {
  metricsPort: option(
    'STOA_METRICS_PORT',
    wholeNumber(0, 65535)
      .optional()
      .describe('Port that serves metrics for Prometheus at `/metrics`; 0 chooses a free one. Without it nothing is measured.'),
  ),
  metricsHost: option(
    'STOA_METRICS_HOST',
    z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address on which metrics are served. There is no password: keep it private.'),
  ),
};
export const logOption = option(
  'STOA_LOG',
  z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Minimum log level.'),
);
export const logFormatOption = option(
  'STOA_LOG_FORMAT',
  z
    .enum(['auto', 'pretty', 'json'])
    .default('auto')
    .describe('Log format: `pretty` writes sentences, `json` JSON lines; `auto` is `pretty` on a terminal, else `json`.'),
);
export const overloadOption = option(
  'STOA_OVERLOAD',
  z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether requests are refused at once when more come than can be answered in time: analytics first, writes last.'),
);
export const pageCacheOption = option(
  'STOA_PAGE_CACHE_MB',
  wholeNumber(0, 4096)
    .default(128)
    .describe('Size of the page cache in megabytes; a quarter as much is added for HTML. 0 disables it.'),
);
export const rankingOption = option(
  'STOA_RANKING',
  z
    .enum(rankingFormulas)
    .default(DEFAULT_RANKING)
    .describe('The formula that ranks the answers of a page. Changing it replays no events.'),
);
export const eventStoreOption = addressOption(
  'STOA_EVENTSTORE',
  z
    .string()
    .regex(
      /^(?:esdb|kurrentdb)(?:\+discover)?:\/\/\S+$|^memory:$/,
      'a connection string such as esdb://127.0.0.1:2113?tls=false; its scheme is esdb, esdb+discover, kurrentdb or kurrentdb+discover',
    )
    .default('esdb://127.0.0.1:2113?tls=false')
    .describe(
      'Connection string of the event store, with user and password where it has users; `tlsCAFile` names the certificate of its CA.',
    ),
);
export const postgresOption = addressOption(
  'STOA_POSTGRES',
  z
    .string()
    .regex(/^postgres(?:ql)?:\/\/\S+$/, 'an address such as postgres://stoa@127.0.0.1:5432/stoa')
    .default('postgres://stoa@127.0.0.1:5432/stoa')
    .describe(
      'URL of Postgres, with user, password and database. `?sslmode=verify-full&sslrootcert=<file>` connects over TLS and verifies certificate and host.',
    ),
);
export const serviceSecretOption = secretOption(
  'STOA_SERVICE_SECRET',
  z
    .string({ error: 'required, the same for every process' })
    .min(16, 'at least 16 characters')
    .describe("The secret with which Stoa's processes authenticate to each other; the same for all of them."),
);
export const serviceUrlOption = (variable: string, name: string, port: number) =>
  option(
    variable,
    z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, 'an address such as http://127.0.0.1:3001')
      .default(`http://127.0.0.1:${port}`)
      .describe(`URL of the ${name} service.`),
  );
