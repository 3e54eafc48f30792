import fc from 'fast-check';
import { v5 } from 'uuid';
import { derivedId } from './identity.ts';

const NAMESPACE = '5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10';

it('a derived id is the version 5 UUID of its parts, as a library makes it', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 4 }), (parts) => {
      const name = parts.map((part) => `${part.length}:${part}`).join('');
      expect(derivedId(...parts)).toBe(v5(name, NAMESPACE));
    }),
  ));

it('has the same id for ever', () => {
  expect(derivedId('site', 'post', '1')).toBe('6113abea-da27-53fc-9e8a-d6fb79499329');
});
