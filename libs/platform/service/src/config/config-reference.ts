import { z } from 'zod';
import { fileOptionName, fileVariable, optionName, type Option, type Options } from './option.ts';
import { takesNoValue } from './read-config.ts';

const HEAD = `# Configuration

Generated from the schemas of the processes (\`npm run docs\`). An option overrides its variable. A secret has no option of its own, only one that
names a file. All that is wrong is reported together, in one line that names variables and never their values; the process then ends with 78.
`;

const TABLE_HEAD = `| Option | Variable | Values | Default | Meaning |
| --- | --- | --- | --- | --- |
`;

interface Form {
  type?: string;
  enum?: string[];
  items?: Form;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  default?: unknown;
  description?: string;
  anyOf?: Form[];
}

/** docs/reference/configuration.md: a table for each process. */
export function renderConfigReference(processes: Readonly<Record<string, Options>>): string {
  const sections = Object.entries(processes).map(([name, options]) => {
    const rows = Object.entries(options).map(([option, about]) => rowOf(option, about));
    return `## ${name}\n\n${TABLE_HEAD}${rows.join('')}`;
  });
  return [HEAD, ...sections].join('\n');
}

function rowOf(name: string, { variable, schema, secret, fileToo }: Option): string {
  const form = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Form;
  const cells = [
    code(secret ? fileOptionName(name) : optionName(name)),
    secret || fileToo ? `${code(variable)} or ${code(fileVariable(variable))}` : code(variable),
    takesNoValue(schema) ? `${code('true')}, ${code('false')}; the option takes no value` : valuesOf(form),
    unlessTold(schema, form),
    form.description ?? '',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

const code = (text: string) => `\`${text}\``;

function unlessTold(schema: z.ZodType, { default: value }: Form): string {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return '–';
  if (value !== undefined) return code(Array.isArray(value) ? value.join(',') : String(value));
  return schema.safeParse(undefined).success ? '–' : 'required';
}

function valuesOf({ type, enum: values, items, minimum, maximum, minLength, anyOf }: Form): string {
  if (anyOf) return anyOf.map(valuesOf).join(' or ');
  if (values) return values.map(code).join(', ');
  if (type === 'integer') return `${minimum} to ${maximum}`;
  if (items) return 'comma-separated list';
  return minLength !== undefined && minLength > 1 ? `text of at least ${minLength} characters` : 'text';
}
