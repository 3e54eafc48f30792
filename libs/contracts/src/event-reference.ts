import type { DomainEvent } from '@stoa/kernel';
import { z } from 'zod';
import { definitions } from './registry.ts';
import { routeOf } from './topics.ts';

const HEAD = `# Events

Generated from the contracts and their golden files (\`npm run docs\`). A published version never changes; another shape is a new version and an
upcaster. The key decides which events keep their order. *Whose*: the field names the person whose data this is.
`;

interface Form {
  type?: string;
  format?: string;
  description?: string;
  enum?: string[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Form;
  anyOf?: Form[];
  properties?: Record<string, Form>;
  personal?: string;
}

/** docs/reference/events.md, from an example of each event type. */
export function renderEventReference(exampleOf: (type: string) => object): string {
  const sections = definitions.map(({ type, schema }) => {
    const data = exampleOf(type);
    const { topic, key } = routeOf({ type, data } as DomainEvent);
    const keyField = Object.entries(data).find(([, value]) => String(value) === key)?.[0];
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Form;
    const rows = Object.entries(properties).map(
      ([name, form]) => `| \`${name}\` | ${formOf(form)} | ${form.personal ? `\`${form.personal}\`` : ''} |`,
    );
    return [
      `## ${type}`,
      `Topic \`${topic}\`, key \`${keyField}\`.`,
      ['| Field | Form | Whose |', '| --- | --- | --- |', ...rows].join('\n'),
      `\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``,
    ].join('\n\n');
  });
  return `${[HEAD.trim(), ...sections].join('\n\n')}\n`;
}

function formOf({
  type,
  format,
  enum: values,
  maxLength,
  minimum,
  maximum,
  items,
  anyOf,
  properties,
  description,
}: Form): string {
  if (anyOf) return anyOf.map(formOf).join(' or ');
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (items) return `list of ${formOf(items)}`;
  if (properties) return `{ ${Object.entries(properties).map(([name, form]) => `${name}: ${formOf(form)}`).join('; ')} }`; // prettier-ignore
  if (type === 'integer') return `integer from ${minimum} to ${maximum}`;
  if (format || description) return format ?? description ?? '';
  const bound = maxLength === undefined ? '' : `, at most ${maxLength}`;
  return `${type ?? 'nothing'}${bound}`;
}
