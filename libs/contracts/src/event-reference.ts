import type { DomainEvent, EventDefinition } from '@stoa/kernel';
import { z } from 'zod';
import { definitions, upcasters } from './registry.ts';
import { routeOf } from './topics.ts';

const HEAD = `# Events

Generated from the contracts and their golden files (\`npm run docs\`). Only the versions in the headings are appended, and code knows no other.
A published version never changes: another shape is a new version and an upcaster, a pure function from the data of one version to the next. Events keep
their stored bytes; they are upcast when they are read. The key decides which events keep their order. *Whose*: the field names the person whose data this is.
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

/** docs/reference/events.md, from an example of each version. */
export function renderEventReference(exampleOf: (type: string) => object): string {
  const sections = definitions.map((definition) => {
    const { type } = definition;
    const data = exampleOf(type);
    const { topic, key } = routeOf({ type, data } as DomainEvent);
    const keyField = Object.entries(data).find(([, value]) => String(value) === key)?.[0];
    return [
      `## ${type}`,
      `Topic \`${topic}\`, key \`${keyField}\`.`,
      ...shapeOf(definition as unknown as EventDefinition, data),
      ...formerVersions(type, exampleOf),
    ].join('\n\n');
  });
  return `${[HEAD.trim(), ...sections].join('\n\n')}\n`;
}

/** The versions that lead to this one, from the last to the first. */
function formerVersions(type: string, exampleOf: (type: string) => object): string[] {
  const step = upcasters.find(({ to }) => to.type === type);
  if (!step) return [];
  const { from, to, change } = step;
  return [
    `### ${from.type}`,
    `Not appended any more; read as ${to.type}. ${change}`,
    ...shapeOf(from, exampleOf(from.type)),
    ...formerVersions(from.type, exampleOf),
  ];
}

function shapeOf({ schema }: EventDefinition, example: object): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Form;
  const rows = Object.entries(properties).map(
    ([name, form]) => `| \`${name}\` | ${formOf(form)} | ${form.personal ? `\`${form.personal}\`` : ''} |`,
  );
  return [
    ['| Field | Form | Whose |', '| --- | --- | --- |', ...rows].join('\n'),
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
  ];
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
