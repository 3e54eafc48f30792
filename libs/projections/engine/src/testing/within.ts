/** Of an actual value what the expected one names, copied: other fields of objects are left out, lists keep all their items. */
export function within(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual)) return Array.from(actual, (item, index) => within(expected[index], item));
  if (!isPlain(expected) || !isPlain(actual)) return actual;
  return Object.fromEntries(Object.keys(expected).map((field) => [field, within(expected[field], actual[field])]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
