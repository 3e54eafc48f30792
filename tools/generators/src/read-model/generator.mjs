import { join } from 'node:path';
import { formatFiles, generateFiles, names } from '@nx/devkit';
import { addElement, addToArrayOf, addToArrayProperty, append, edit, importName } from '../edit/source.mjs';

const CONTRACTS = 'libs/contracts/src';
const READ_MODELS = 'libs/read-models/src';

/**
 * nx g @stoa/generators:read-model: a list of what happened once, newest first, in pages. Columns, further events and a document are then
 * added; its tables, its hash and its rebuilds follow from it being in the list of projections.
 */
export default async function readModel(tree, { name, event = 'QuestionAsked', key = 'questionId' }) {
  if (tree.exists(`${READ_MODELS}/${name}`)) throw new Error(`There is a read model ${name}`);
  const context = tree
    .children(CONTRACTS)
    .find((folder) => tree.read(`${CONTRACTS}/${folder}/events.ts`, 'utf8')?.includes(`export const ${event} = event(`));
  if (!context) throw new Error(`No contract declares the event ${event}`);
  const { className, propertyName } = names(name);
  const made = { name, className, propertyName, event, key };

  generateFiles(tree, join(import.meta.dirname, 'files/model'), `${READ_MODELS}/${name}`, made);
  generateFiles(tree, join(import.meta.dirname, 'files/contract'), `${CONTRACTS}/${context}`, made);
  edit(tree, `${CONTRACTS}/index.ts`, append(`export * from './${context}/${name}-queries.ts';`));
  edit(tree, `${CONTRACTS}/ownership.spec.ts`, addToArrayOf('LOCAL', ['queries'], `'Get${className}'`), sorted);
  edit(
    tree,
    `${READ_MODELS}/projections.ts`,
    importName(propertyName, `./${name}/${name}.projection.ts`),
    addElement('projections', propertyName),
  );
  edit(
    tree,
    `${READ_MODELS}/read-models.module.ts`,
    importName(`Get${className}Handler`, `./${name}/${name}.query.ts`),
    addToArrayProperty('providers', `Get${className}Handler`),
  );
  await formatFiles(tree);

  return () =>
    process.stderr.write(`
The read model ${name} lists each ${event} once, and Get${className} pages through it. Next:
  1. columns in ${READ_MODELS}/${name}/${name}.entities.ts, further events in its projection, each with a place in its spec;
  2. a route: an operation and its policy in libs/api/src, a method of a controller that executes Get${className};
  3. npm run docs, npm test
`);
}

/** The test compares names in their order. */
const sorted = (text) =>
  text.replace(/(queries: \[)([^\]]+)(\])/, (_all, open, list, close) => {
    const queries = list
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .sort();
    return `${open}${queries.join(', ')}${close}`;
  });
