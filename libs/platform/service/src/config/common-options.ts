import { DEFAULT_RANKING, rankingFormulas } from '@stoa/contracts';
import { z } from 'zod';
import { option, secretOption } from './option.ts';

/** Text with commas between, as a list. */
const commaList = (schema: z.ZodString) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(schema).min(1));

export const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** What several processes are told; each takes those that it needs. Messages of schemas never hold the value. */
export const hostOption = option('STOA_HOST', z.string().min(1).default('127.0.0.1').describe('Address to listen on.'));
export const portOption = (port: number) =>
  option('STOA_PORT', wholeNumber(0, 65535).default(port).describe('Port to listen on; 0 takes a free one.'));
export const logOption = option(
  'STOA_LOG',
  z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('The least important level that is logged.'),
);
export const logFormatOption = option(
  'STOA_LOG_FORMAT',
  z
    .enum(['auto', 'pretty', 'json'])
    .default('auto')
    .describe('How the log is written: `pretty` as sentences, `json` as JSON lines; `auto` as sentences on a terminal only.'),
);
export const pageCacheOption = option(
  'STOA_PAGE_CACHE_MB',
  wholeNumber(0, 4096)
    .default(128)
    .describe('Megabytes of ready pages that are kept in memory, and a quarter as many of HTML; 0 for none.'),
);
export const rankingOption = option(
  'STOA_RANKING',
  z
    .enum(rankingFormulas)
    .default(DEFAULT_RANKING)
    .describe('The formula that ranks the answers of a page. Another one replays nothing.'),
);
export const eventStoreOption = option(
  'STOA_EVENTSTORE',
  z
    .string()
    .regex(/^esdb(?:\+discover)?:\/\/\S+$|^memory:$/, 'a connection string such as esdb://127.0.0.1:2113?tls=false')
    .default('esdb://127.0.0.1:2113?tls=false')
    .describe('Where the event store is: its connection string.'),
);
export const kafkaOption = option(
  'STOA_KAFKA',
  commaList(z.string().regex(/^[\w.-]+:\d{1,5}$/, 'brokers such as 127.0.0.1:9092'))
    .default(['127.0.0.1:9092'])
    .describe('Where Kafka is: brokers as host:port.'),
);
export const postgresOption = option(
  'STOA_POSTGRES',
  z
    .string()
    .regex(/^postgres(?:ql)?:\/\/\S+$/, 'an address such as postgres://stoa@127.0.0.1:5432/stoa')
    .default('postgres://stoa@127.0.0.1:5432/stoa')
    .describe('Where Postgres is: its address with user, password and database.'),
);
export const serviceSecretOption = secretOption(
  'STOA_SERVICE_SECRET',
  z
    .string({ error: 'must be told, the same to every process' })
    .min(16, 'at least 16 characters')
    .describe('What our processes show each other; the same for all of them.'),
);
export const serviceUrlOption = (variable: string, name: string, port: number) =>
  option(
    variable,
    z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, 'an address such as http://127.0.0.1:3001')
      .default(`http://127.0.0.1:${port}`)
      .describe(`Where the ${name} service is.`),
  );
