// What code runs when a declaration does: the declaration and everything that it refers to, however far and across our packages, as emitted
// JavaScript. Neither comments and layout nor types and the names and places of files are in it.
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

const OPTIONS = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['stoa-source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  noLib: true,
  types: [],
};
const EMIT = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  useDefineForClassFields: false,
  removeComments: true,
  noEmitHelpers: true,
};

const parsed = new Map();
const emitted = new Map();
function once(known, key, make) {
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

/** The sources that these files import; `readFile` may give another text than the disk (undefined: the disk's). */
export function openCode(files, readFile = () => undefined) {
  const host = ts.createCompilerHost(OPTIONS);
  const fromDisk = host.readFile.bind(host);
  host.readFile = (file) => readFile(file) ?? fromDisk(file);
  host.getSourceFile = (file, version) => {
    const text = host.readFile(file);
    return text === undefined
      ? undefined
      : once(parsed, `${file}\n${text}`, () => ts.createSourceFile(file, text, version, true));
  };
  // Other people's packages stay unresolved: they are known by name and version.
  host.resolveModuleNameLiterals = (literals, from, _redirected, options) =>
    literals.map(({ text }) =>
      /^(\.|@stoa\/)/.test(text)
        ? ts.resolveModuleName(text, from, options, host, undefined, undefined, ts.ModuleKind.ESNext)
        : { resolvedModule: undefined },
    );
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    OPTIONS,
    host,
  );
  return new Code(program);
}

class Code {
  constructor(program) {
    this.program = program;
    this.checker = program.getTypeChecker();
  }

  /** The top-level statement of a file that declares a name. */
  declaration(file, name) {
    const found = this.source(file).statements.find((statement) => namesOf(statement).includes(name));
    if (!found) throw new Error(`${file} declares no ${name}`);
    return found;
  }

  source(file) {
    const source = this.program.getSourceFile(join(root, file));
    if (!source) throw new Error(`There is no ${file}`);
    return source;
  }

  /**
   * All that runs when the entries do: `text`, one line a declaration in the order in which they are met, and the names of other people's
   * `packages`. `cut` are nodes that are left out. `follow` is given each declaration and may name others that belong with it.
   */
  closure(entries, { cut = new Set(), follow = () => [] } = {}) {
    const numbers = new Map();
    const lines = [];
    const packages = new Set();
    const files = new Set();
    const add = (node) => {
      if (numbers.has(node)) return numbers.get(node);
      const number = numbers.size;
      numbers.set(node, number);
      const bound = new Map();
      for (const { name, target, from } of this.references(node, cut)) {
        if (from) packages.add(packageOf(from));
        bound.set(name, from ?? target.map(add).join('+'));
      }
      lines[number] = [scriptOf(node, cut), ...[...bound].map(([name, to]) => `${name}=${to}`)].join(' ');
      const file = node.getSourceFile();
      const once = files.has(file) ? [] : file.statements.filter((statement) => runsByItself(statement));
      files.add(file);
      for (const more of [...once, ...follow(node)]) add(more);
      return number;
    };
    entries.forEach(add);
    return { text: lines.join('\n'), packages: [...packages].sort(), declarations: new Set(numbers.keys()) };
  }

  /** What a node refers to outside itself: declarations of ours, or the module of other people that a name comes `from`. */
  references(node, cut = new Set()) {
    const found = [];
    const visit = (inner) => {
      if (cut.has(inner) || isTyping(inner)) return;
      if (inner.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(inner.parent))
        throw new Error(`${inner.getSourceFile().fileName} imports while it runs, which cannot be followed`);
      if (ts.isIdentifier(inner) && !isMemberName(inner)) {
        const { from, target } = this.resolve(inner);
        const outside = target.filter((one) => !isWithin(node, one));
        if (from || outside.length > 0) found.push({ name: inner.text, from, target: outside });
      }
      if (ts.isExpressionWithTypeArguments(inner)) return visit(inner.expression);
      ts.forEachChild(inner, visit);
    };
    if (ts.isIdentifier(node)) visit(node);
    else ts.forEachChild(node, visit);
    return found;
  }

  resolve(identifier) {
    let symbol = ts.isShorthandPropertyAssignment(identifier.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(identifier.parent)
      : this.checker.getSymbolAtLocation(identifier);
    while (symbol && symbol.flags & ts.SymbolFlags.Alias) {
      const from = symbol.declarations?.map(moduleNameOf).find((name) => name !== undefined && !/^(\.|@stoa\/)/.test(name));
      if (from) return { from, target: [] };
      const next = this.checker.getImmediateAliasedSymbol(symbol);
      if (!next?.declarations) throw new Error(`${identifier.getSourceFile().fileName}: ${identifier.text} cannot be followed`);
      symbol = next;
    }
    const target = (symbol?.declarations ?? []).flatMap((declaration) =>
      ts.isSourceFile(declaration) ? declaration.statements.filter((one) => !isTyping(one)) : (topLevelOf(declaration) ?? []),
    );
    return { from: undefined, target: [...new Set(target)] };
  }
}

const topLevelOf = (node) => {
  for (let at = node; at.parent; at = at.parent) if (ts.isSourceFile(at.parent)) return isTyping(at) ? undefined : at;
  return undefined;
};

const isWithin = (node, statement) => {
  for (let at = node; at; at = at.parent) if (at === statement) return true;
  return false;
};

/** Nothing is emitted for it. */
const isTyping = (node) =>
  (ts.isTypeNode(node) && !isExtended(node)) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isTypeParameterDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword);

const isExtended = (node) => ts.isExpressionWithTypeArguments(node) && ts.isHeritageClause(node.parent);

/** A name that is looked up in an object, not in a scope. */
const isMemberName = (identifier) => {
  const { parent } = identifier;
  if (ts.isBindingElement(parent)) return parent.propertyName === identifier;
  return (
    parent.name === identifier &&
    (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent))
  );
};

const runsByItself = (statement) =>
  !isTyping(statement) && namesOf(statement).length === 0 && !ts.isEmptyStatement(statement) && !ts.isExportAssignment(statement);

const namesOf = (statement) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(({ name }) => bindingsOf(name))
    : statement.name && ts.isIdentifier(statement.name)
      ? [statement.name.text]
      : [];

const bindingsOf = (name) =>
  ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => (element.name ? bindingsOf(element.name) : []));

function moduleNameOf(declaration) {
  for (let at = declaration; at; at = at.parent)
    if (ts.isImportDeclaration(at) || ts.isExportDeclaration(at)) return at.moduleSpecifier?.text;
  return undefined;
}

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The JavaScript of one declaration, as its words and signs with a space between. */
function scriptOf(node, cut) {
  const from = node.getStart();
  let text = node.getText();
  for (const part of [...cut].filter((one) => isInside(one, node)).sort((one, other) => other.pos - one.pos))
    text = `${text.slice(0, part.getStart() - from)}undefined${text.slice(part.getEnd() - from)}`;
  if (ts.isExpression(node)) text = `(${text})`;
  return once(emitted, text, () => wordsOf(text));
}

function wordsOf(text) {
  const { outputText } = ts.transpileModule(text, { compilerOptions: EMIT });
  const words = [];
  const visit = (one, source) => {
    const children = one.getChildren(source);
    if (children.length > 0) children.forEach((child) => visit(child, source));
    else if (one.getWidth(source) > 0) words.push(one.getText(source));
  };
  const source = ts.createSourceFile('emitted.js', outputText, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  visit(source, source);
  if (words[0] === 'export') words.shift();
  // A comma before the end of a list is layout.
  return words
    .filter((word, index) => !(word === ',' && /^[)}\]]$/.test(words[index + 1] ?? '') && !/^[[,]$/.test(words[index - 1])))
    .join(' ');
}

const isInside = (part, node) => part.getSourceFile() === node.getSourceFile() && part.pos >= node.pos && part.end <= node.end;
