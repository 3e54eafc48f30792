import { Refusal } from '@stoa/kernel';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** What this process can be told, by environment variables or by the options of the same meaning. */
export const configSchema = z.strictObject({
  dataDir: z.string().min(1).default('./data').describe('Folder that holds the events and everything built from them.'),
  host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  port: port.default(3000).describe('Port to listen on; 0 takes a free one.'),
  demo: z.stringbool().default(false).describe('Seed the demo community when the folder has no events yet.'),
  pageCacheMb: z.coerce
    .number()
    .int()
    .min(0)
    .max(4096)
    .default(128)
    .describe('Megabytes of ready pages that are kept in memory; 0 for none.'),
  log: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('The least important level that is logged.'),
});
export type Config = z.infer<typeof configSchema>;

/** The environment variable of each option. */
export const VARIABLES: Readonly<Record<keyof Config, string>> = {
  dataDir: 'STOA_DATA_DIR',
  host: 'STOA_HOST',
  port: 'STOA_PORT',
  demo: 'STOA_DEMO',
  pageCacheMb: 'STOA_PAGE_CACHE_MB',
  log: 'STOA_LOG',
};

/** The command-line option of a name. */
export const optionName = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Reads the configuration once; all that is wrong with it comes in one Refusal, which names variables and never their values. */
export function readConfig(args: readonly string[], environment: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {};
  for (const [name, variable] of Object.entries(VARIABLES))
    if (environment[variable] !== undefined) given[name] = environment[variable];
  for (let index = 0; index < args.length; index++) {
    const name = Object.keys(VARIABLES).find((candidate) => optionName(candidate) === args[index]);
    if (!name)
      throw new Refusal(
        'validation-failed',
        `There is no option ${args[index]}; there are ${Object.keys(VARIABLES).map(optionName).join(', ')}.`,
      );
    given[name] = name === 'demo' ? 'true' : (args[++index] ?? '');
  }
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${VARIABLES[path[0] as keyof Config]}: ${message}`);
  throw new Refusal('validation-failed', `The configuration is wrong. ${problems.join('; ')}.`);
}
