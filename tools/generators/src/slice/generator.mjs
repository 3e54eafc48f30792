import { join } from 'node:path';
import { formatFiles, generateFiles, names } from '@nx/devkit';
import {
  addBefore,
  addBinding,
  addCase,
  addElement,
  addLabel,
  addMember,
  addProperty,
  addToUnion,
  append,
  edit,
  importName,
} from '../edit/source.mjs';
import { aggregates } from './aggregates.mjs';

/**
 * nx g @stoa/generators:slice: a command that sets one mark on an aggregate, and the event that says so. What it means and who may do it
 * is then written in the decider; everything that a command and an event are registered with is in place.
 */
export default async function slice(tree, { name, event, context, segment, access = 'member' }) {
  const shape = aggregates[context];
  if (!shape) throw new Error(`There is no context ${context}; there are ${Object.keys(aggregates).join(', ')}`);
  const { aggregate, living, fields, sibling, listed, guard } = shape;
  const command = names(name).className;
  const Aggregate = names(aggregate).className;
  /** What the aggregate is after the event: `pinned`. */
  const mark = names(event.startsWith(Aggregate) ? event.slice(Aggregate.length) : event).propertyName;
  const type = `${event}.v1`;
  const said = fields.map((field) => `${field}: ${aggregate}.${field}`).join(', ');
  const contracts = `libs/contracts/src/${context}`;
  const domain = `libs/contexts/${context}/src`;
  if (tree.exists(`libs/contracts/golden/${type}.json`)) throw new Error(`There is an event ${type}`);

  // Contract
  edit(tree, `${contracts}/commands.ts`, append(`export class ${command} extends command('${command}', ${aggregate}) {}`));
  edit(
    tree,
    `${contracts}/events.ts`,
    addBefore(`${Aggregate}Event`, `export const ${event} = event('${type}', ${aggregate});`),
    addToUnion(`${Aggregate}Event`, `Of<typeof ${event}>`),
  );
  edit(tree, 'libs/contracts/src/registry.ts', addBinding(context, event), addElement('definitions', event, sibling));
  const golden = JSON.parse(tree.read(`libs/contracts/golden/${sibling}.v1.json`, 'utf8'));
  tree.write(
    `libs/contracts/golden/${type}.json`,
    `${JSON.stringify({ type, stored: golden.stored, read: golden.read }, null, 2)}\n`,
  );
  if (!fields.includes('questionId')) edit(tree, 'libs/contracts/src/topics.ts', addLabel('routeOf', listed, type));

  // Decider and handler
  edit(
    tree,
    `${domain}/${aggregate}.ts`,
    importName(event, '@stoa/contracts'),
    importName(`type ${command}`, '@stoa/contracts'),
    addToUnion(`${Aggregate}Command`, command),
    addMember(living, `${mark}?: true;`),
    addCase('evolve', `case '${type}':\n      return { ...${aggregate}, ${mark}: true };`),
    addCase('decide', `case '${command}':\n      ${guard}return ${aggregate}.${mark} ? [] : [${event}({ ${said} })];`),
  );
  edit(
    tree,
    `${domain}/${aggregate}-commands.handler.ts`,
    importName(command, '@stoa/contracts'),
    append(`
@CommandHandler(${command})
export class ${command}Handler extends ${Aggregate}Handler implements ICommandHandler<${command}> {
  execute(command: ${command}): Promise<CommandResult> {
    return this.transact(command);
  }
}`),
  );

  // Route
  const route = names(command).propertyName;
  const path = `/v1/${context}/{${aggregate}Id}/${segment ?? names(mark).fileName}`;
  const summary = names(name).fileName.replaceAll('-', ' ');
  edit(
    tree,
    'libs/api/src/routes/operations.ts',
    addProperty(
      'operations',
      `${route}: { ...${aggregate}, method: 'PUT', path: '${path}', summary: '${summary[0].toUpperCase()}${summary.slice(1)}', command: commandClass(c.${command}) }`,
      (_name, value) => value.includes(`...${aggregate},`) && value.includes('command:'),
    ),
  );
  edit(
    tree,
    'libs/api/src/access/policy.ts',
    addProperty('policy', `${route}: '${access}'`, () => true),
  );

  // Tests
  edit(
    tree,
    `libs/testing/src/builders/${context}.ts`,
    append(`export const ${names(event).propertyName} = eventBuilder(contracts.${event}, ${shape.builder});
export const ${route} = commandBuilder(contracts.${command}, ${shape.commandData}, ${shape.by});`),
  );
  // What no case names is a question's.
  if (context !== 'questions') edit(tree, 'libs/platform/event-store/src/testing/stores.ts', addLabel('streamOf', listed, type));
  const made = { name, command: route, event: names(event).propertyName, aggregate, mark, born: shape.born };
  generateFiles(tree, join(import.meta.dirname, 'files'), domain, made);
  await formatFiles(tree);

  return () =>
    process.stderr.write(`
${command} → ${type}, ${path} for ${access}s. Next:
  1. say in ${domain}/${aggregate}.ts what it means and who may do it, and give command and event the fields that they need;
  2. fold ${event} where it shows (libs/read-models), and add it to testing/random-log.ts there;
  3. npm run docs, npm test
`);
}
