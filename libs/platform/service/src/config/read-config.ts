import { readFileSync } from 'node:fs';
import { Refusal } from '@stoa/kernel';
import { z } from 'zod';
import { fileOptionName, fileVariable, optionName, type ConfigOf, type Options } from './option.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration once; an option overrides its variable, a variable its file. All problems are in one Refusal,
 * which names variables and never their values.
 */
export function readConfig<O extends Options>(options: O, args: readonly string[], environment: Environment): ConfigOf<O> {
  const given: Record<string, string> = {};
  const unread = new Set<string>();
  const problems: string[] = [];
  for (const [name, { variable, secret, fileToo }] of Object.entries(options)) {
    const file = (secret || fileToo) && environment[fileVariable(variable)];
    if (environment[variable] !== undefined) given[name] = environment[variable];
    else if (file) readInto(name, fileVariable(variable), file);
  }
  readArguments();

  const parsed = z.strictObject(Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema])));
  const result = parsed.safeParse(given);
  for (const { path, message } of result.error?.issues ?? []) problems.push(`${options[String(path[0])]?.variable}: ${message}`);
  for (const [name, { variable, needs = [] }] of Object.entries(options)) {
    const missing = needs.filter((other) => isSet(name) && !isSet(nameOf(other)));
    if (missing.length > 0) problems.push(`${variable}: only together with ${missing.join(' and ')}`);
  }
  if (result.success && problems.length === 0) return result.data as ConfigOf<O>;
  throw new Refusal('validation-failed', `Invalid configuration. ${problems.join('; ')}.`);

  function isSet(name: string): boolean {
    const text = given[name];
    return unread.has(name) || (text !== undefined && options[name]?.schema.safeParse(text).data !== false);
  }

  function nameOf(variable: string): string {
    return Object.keys(options).find((name) => options[name]?.variable === variable) ?? variable;
  }

  function readArguments(): void {
    const byOption = new Map(
      Object.entries(options).map(([name, { secret }]) => [secret ? fileOptionName(name) : optionName(name), name]),
    );
    for (let index = 0; index < args.length; index++) {
      const argument = args[index] ?? '';
      const name = byOption.get(argument);
      if (!name)
        throw new Refusal(
          'validation-failed',
          `Unknown option ${argument.split('=')[0]}; valid options: ${[...byOption.keys()].join(', ')}.`,
        );
      const { schema, secret } = options[name]!;
      if (takesNoValue(schema)) given[name] = 'true';
      else if (secret) readInto(name, argument, args[++index] ?? '');
      else given[name] = args[++index] ?? '';
    }
  }

  function readInto(name: string, source: string, file: string): void {
    try {
      given[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      unread.add(name);
      problems.push(`${source}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
    }
  }
}

/** Whether an option is a flag without a value. */
export const takesNoValue = (schema: z.ZodType): boolean =>
  (z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as { type?: string }).type === 'boolean';
