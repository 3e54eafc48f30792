import { RandomPool } from './random-pool.ts';

it('gives no bytes twice, also when it is filled again', () => {
  const pool = new RandomPool();
  const given = Array.from({ length: 1000 }, () => pool.base64url(16));
  expect(new Set(given).size).toBe(1000);
  expect(given.filter((each) => Buffer.from(each, 'base64url').length !== 16)).toEqual([]);
});

it('gives two pools different bytes', () => {
  expect(new RandomPool().base64url(16)).not.toBe(new RandomPool().base64url(16));
});

it('refuses more than it holds', () => {
  expect(() => new RandomPool().base64url(4097)).toThrow('At most 4096 bytes');
});
