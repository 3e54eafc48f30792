import { accepts } from './accept.ts';

describe('accepts', () => {
  it.each([
    [undefined, true],
    ['*/*', true],
    ['application/json', true],
    ['Application/JSON', true],
    ['application/*', true],
    ['text/html, application/json;q=0.1', true],
    ['text/html,*/*;q=0.8', true],
    ['image/png', false],
    ['text/html', false],
    ['application/json;q=0', false],
    ['application/json;q=0, */*', false],
    ['application/*;q=0, */*', false],
    ['', false],
    [';;;,,,', false],
  ])('%j: %s', (header, expected) => expect(accepts(header, 'application/json')).toBe(expected));
});
