/** The object with some of its methods replaced; all others are called on the object itself. */
export function replaced<T extends object>(inner: T, methods: Partial<T>): T {
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(inner, {
    get(target, name) {
      if (Object.hasOwn(methods, name)) return methods[name as keyof T];
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      const known = bound.get(name) ?? value.bind(target);
      bound.set(name, known);
      return known;
    },
  });
}
