import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectGraph, root, type ProjectGraph } from './project-graph.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The first circle that is met, as names; undefined where there is none. */
function circleIn({ dependencies }: Pick<ProjectGraph, 'dependencies'>): string[] | undefined {
  const done = new Set<string>();
  const visit = (project: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(project)) return [...path.slice(path.indexOf(project)), project];
    if (done.has(project)) return undefined;
    for (const { target } of dependencies[project] ?? []) {
      const circle = visit(target, [...path, project]);
      if (circle) return circle;
    }
    done.add(project);
    return undefined;
  };
  for (const project of Object.keys(dependencies)) {
    const circle = visit(project, []);
    if (circle) return circle;
  }
  return undefined;
}

const isOfTests = (file: string) => /\.spec\.tsx?$|(^|\/)testing\/|contract-suite\.ts$/.test(file);

/** Our packages that the sources of a project import: by the code that runs, and by its tests alone. */
function importsOf(folder: string, itself: string) {
  const found = { code: new Set<string>(), tests: new Set<string>() };
  for (const name of readdirSync(join(root, folder, 'src'), { recursive: true }) as string[]) {
    if (!/\.tsx?$/.test(name)) continue;
    const text = readFileSync(join(root, folder, 'src', name), 'utf8');
    for (const [, imported] of text.matchAll(/(?:from|import|import\()\s*'(@stoa\/[^/']+)/g))
      if (imported !== itself) (isOfTests(name) ? found.tests : found.code).add(imported!);
  }
  return found;
}

describe('the project graph', () => {
  let graph: ProjectGraph;
  beforeAll(() => {
    graph = projectGraph();
  });

  it('has no circle, imports of specs included', () => {
    expect(Object.keys(graph.nodes).length).toBeGreaterThan(40);
    expect(circleIn(graph)).toBeUndefined();
  });

  it('would show a circle', () => {
    const dependencies = { ...graph.dependencies, kernel: [{ target: 'standalone' }] };
    expect(circleIn({ dependencies })).toEqual(expect.arrayContaining(['kernel', 'standalone']));
  });

  it('is what packages declare: what code imports under dependencies, what tests alone import there or under devDependencies', () => {
    const wrong: string[] = [];
    for (const { data } of Object.values(graph.nodes)) {
      const manifest = JSON.parse(readFileSync(join(root, data.root, 'package.json'), 'utf8')) as Manifest;
      const code = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@stoa/'));
      const tests = Object.keys(manifest.devDependencies ?? {}).filter((name) => name.startsWith('@stoa/'));
      const imports = importsOf(data.root, manifest.name);
      const say = (what: string, names: Iterable<string>) => {
        for (const name of names) wrong.push(`${data.root}/package.json ${what} ${name}`);
      };
      say(
        'lacks under dependencies',
        [...imports.code].filter((name) => !code.includes(name)),
      );
      say(
        'lacks under devDependencies',
        [...imports.tests].filter((name) => ![...code, ...tests].includes(name)),
      );
      say(
        'declares, and no code imports,',
        code.filter((name) => !imports.code.has(name)),
      );
      say(
        'declares, and no test imports,',
        tests.filter((name) => !imports.tests.has(name)),
      );
    }
    expect(wrong).toEqual([]);
  });
});
