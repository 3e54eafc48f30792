import { NAME, same, refused, dumped, commit, type Clause } from './clause.ts';
import { item } from '../sample-model.ts';

/** Which generations there are, and which one is live. */
export const registryClauses: readonly Clause[] = [
  {
    name: 'a generation is built, lives, is kept for rollback, and goes when the next one lives',
    async check(registry) {
      const states = async () => (await registry.list(NAME)).map(({ number, state }) => `${number} ${state}`);
      const one = await registry.create(NAME, 'one');
      same([one.state, await registry.live(NAME)], ['building', undefined]);
      await registry.switchTo(one);
      same(await registry.live(NAME), { ...one, state: 'live' });
      const two = await registry.create(NAME, 'two');
      same(await states(), [`${one.number} live`, `${two.number} building`]);
      await registry.switchTo(two);
      same(await states(), [`${one.number} kept`, `${two.number} live`]);
      const three = await registry.create(NAME, 'three');
      await registry.switchTo(three);
      same(await states(), [`${two.number} kept`, `${three.number} live`]);
      await registry.drop(two);
      same(await states(), [`${three.number} live`]);
      await refused(registry.open(one));
    },
  },
  {
    name: 'a switch back makes the kept one live again',
    async check(registry) {
      const one = await registry.create(NAME, 'one');
      await registry.switchTo(one);
      const two = await registry.create(NAME, 'two');
      await registry.switchTo(two);
      await registry.switchTo(one);
      same((await registry.live(NAME))?.number, one.number);
    },
  },
  {
    name: 'a switch to what is not there changes nothing',
    async check(registry) {
      const one = await registry.create(NAME, 'one');
      await registry.switchTo(one);
      await refused(registry.switchTo({ projection: NAME, number: 999 }));
      same((await registry.live(NAME))?.number, one.number);
    },
  },
  {
    name: 'generations share nothing',
    async check(registry) {
      const [one, two] = [await registry.create(NAME, 'one'), await registry.create(NAME, 'two')];
      const [first, second] = [await registry.open(one), await registry.open(two)];
      await commit(first, '', '1', { items: [item('x')] });
      same([await second.checkpoint('p'), await dumped(second, 'item')], ['', []]);
      for (const generation of [first, second]) await generation.close();
    },
  },
];
