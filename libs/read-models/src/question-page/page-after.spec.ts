import { partitionOfKey } from '@stoa/contracts';
import { partitionName, type PartitionId, type ServedReadModel } from '@stoa/kernel';
import { idOf } from '@stoa/testing';
import { pageIdOf } from './page-id.ts';

const id = idOf('question');
const own = partitionOfKey('stoa.qa.v1', id);
const TOPICS = ['pricing', 'css'];
const AFTER = '7';

/** Pages of which the question's partition is there, and those of its topics come when somebody waits for them. */
class Pages {
  readonly waits: string[][] = [];
  /** Names that the rows hold, and those that the document was built with. */
  names: string[];
  shown: string[];

  constructor(names: readonly string[]) {
    this.names = [...names];
    this.shown = [...names];
  }

  readonly model = {
    waitFor: async (position: string, key?: string, partitions: readonly PartitionId[] = []) => {
      expect(position).toBe(AFTER);
      this.waits.push(partitions.map(partitionName));
      const comes = TOPICS.filter((topic) => this.holds(partitions, topic));
      this.names = [...new Set([...this.names, ...comes])];
      if (key === id) this.shown = this.names;
    },
    among: async (table: string, _column: string, values: readonly string[]) =>
      table === 'question' ? [{ id, topics: TOPICS }] : values.filter((key) => this.names.includes(key)).map((key) => ({ key })),
    first: async () => [{ id }],
  } as unknown as ServedReadModel;

  private holds(partitions: readonly PartitionId[], topic: string): boolean {
    const { partition } = partitionOfKey('stoa.qa.v1', topic);
    return partitions.some((one) => one.partition === partition);
  }
}

describe('a page that is to hold a position', () => {
  it('waits for the partition of its question, and for no other one once its topics have their names', async () => {
    const pages = new Pages(TOPICS);
    await pageIdOf(pages.model, id, AFTER);
    await pageIdOf(pages.model, id, AFTER);
    expect(new Set(pages.waits.flat())).toEqual(new Set([partitionName(own)]));
  });

  it('shows the name of a topic that was created with its question, though that comes by another partition', async () => {
    expect(TOPICS.map((topic) => partitionOfKey('stoa.qa.v1', topic).partition)).not.toContain(own.partition);
    const pages = new Pages([]);
    await pageIdOf(pages.model, id, AFTER);
    expect(pages.shown).toEqual(TOPICS);
  });

  it('is found by its slug before all partitions are there', async () => {
    const pages = new Pages(TOPICS);
    expect(await pageIdOf(pages.model, 'how-do-you-price-a-workshop', AFTER)).toBe(id);
    expect(pages.waits).not.toContainEqual([]);
  });
});
