import type { Generation, GenerationRegistry, Row } from '@stoa/kernel';

type Spoilt = (generation: Generation) => Partial<Generation>;

const withGenerations = (registry: GenerationRegistry, spoil: Spoilt): GenerationRegistry =>
  spoilt(registry, {
    open: async (record) => {
      const generation = await registry.open(record);
      return spoilt(generation, spoil(generation));
    },
  });
const spoilt = <O extends object>(sound: O, methods: Partial<O>): O =>
  new Proxy(sound, {
    get: (target, name) => {
      const value = (methods as Record<PropertyKey, unknown>)[name] ?? (target as Record<PropertyKey, unknown>)[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** Adapters that each break one promise; the suite must notice. */
export const brokenRegistries: Readonly<Record<string, (sound: GenerationRegistry) => GenerationRegistry>> = {
  'the compare-and-set is skipped': (registry) =>
    withGenerations(registry, (generation) => ({
      commit: async (partition, _from, to, changes) =>
        generation.commit(partition, await generation.checkpoint(partition), to, changes),
    })),
  'rows are written without their checkpoint': (registry) =>
    withGenerations(registry, (generation) => ({
      commit: async (partition, from, to, changes) => {
        await generation.commit('elsewhere', await generation.checkpoint('elsewhere'), `${to}-${Math.random()}`, changes);
        return generation.commit(partition, from, to, { ...changes, puts: new Map(), sums: new Map(), removals: new Map() });
      },
    })),
  'sums are written as absolutes': (registry) =>
    withGenerations(registry, (generation) => ({
      commit: (partition, from, to, changes) =>
        generation.commit(partition, from, to, {
          ...changes,
          removals: new Map([
            ...changes.removals,
            ...[...changes.sums].map(
              ([table, rows]) =>
                [table, rows.map((row) => generation.keyColumns(table).map((key) => (row as never)[key]))] as const,
            ),
          ]),
        }),
    })),
  'a sum has no bound': (registry) =>
    withGenerations(registry, (generation) => ({
      commit: async (partition, from, to, changes) => {
        const removals = new Map(changes.removals);
        const sums = new Map(changes.sums);
        for (const [table, rows] of changes.sums) {
          const keys = generation.keyColumns(table);
          const keyOf = (row: Row) => keys.map((key) => (row as never)[key] as string);
          const before = await generation.load(table, rows.map(keyOf));
          const known = new Map(before.map((row) => [keyOf(row).join(), row as Record<string, number>]));
          const plus = (row: Row, [name, value]: [string, unknown]) =>
            typeof value === 'number' ? value + (known.get(keyOf(row).join())?.[name] ?? 0) : value;
          const whole = (row: Row) => Object.fromEntries(Object.entries(row).map((field) => [field[0], plus(row, field)])) as Row;
          removals.set(table, before.map(keyOf));
          sums.set(table, rows.map(whole));
        }
        return generation.commit(partition, from, to, { ...changes, removals, sums });
      },
    })),
  'a mark is cleared whatever its version': (registry) =>
    withGenerations(registry, (generation) => ({
      settle: async (settled) => {
        const now = new Map((await generation.dirty(1000, { lazy: true })).map((mark) => [mark.key, mark]));
        await generation.settle(settled.map(({ mark, document }) => ({ mark: now.get(mark.key) ?? mark, document })));
      },
    })),
  'only the first part of a key is looked at': (registry) =>
    withGenerations(registry, (generation) => ({
      load: (table, keys) => generation.loadGroups(table, [...new Set(keys.map(([first]) => first!))]),
    })),
  'a snapshot reads what is there now': (registry) =>
    withGenerations(registry, (generation) => ({
      snapshot: (read) =>
        read({
          among: generation.among.bind(generation),
          first: generation.first.bind(generation),
          aggregate: generation.aggregate.bind(generation),
          checkpoint: generation.checkpoint.bind(generation),
          dumpRows: generation.dumpRows.bind(generation),
          dirtyKeys: async () => (await generation.dirty(1000, { lazy: true })).map(({ key }) => key),
        }),
    })),
  'a dump is in the order of JavaScript': (registry) =>
    withGenerations(registry, (generation) => ({
      async *dumpRows(table) {
        const lines: string[] = [];
        for await (const line of generation.dumpRows(table)) lines.push(line);
        const idOf = (line: string) => (JSON.parse(line) as { id: string }).id;
        yield* table === 'item' ? lines.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) : lines;
      },
    })),
  'a checkpoint forgets its event': (registry) =>
    withGenerations(registry, (generation) => ({
      commit: (partition, from, to, changes) => generation.commit(partition, from, to, changes),
    })),
  'what is set aside is given again': (registry) => withGenerations(registry, () => ({ setAside: async () => undefined })),
  'documents of other code are kept': (registry) => withGenerations(registry, () => ({ adoptDocuments: async () => false })),
  'documents of other code count as behind their rows': (registry) =>
    withGenerations(registry, (generation) => ({
      adoptDocuments: async (hash, keys) => {
        const marked = await generation.adoptDocuments(hash, keys);
        if (marked) await generation.dirtyAll(keys);
        return marked;
      },
    })),
  'a switch leaves the former one live': (registry) =>
    spoilt(registry, {
      switchTo: async (record) => {
        if (!(await registry.live(record.projection))) await registry.switchTo(record);
      },
    }),
};
