import { operations } from './operations.ts';

const routes = Object.values(operations).map(({ method, path }) => ({
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
}));

/** The methods of the routes at a path, for Allow; none for an unknown path. */
export const allowedMethods = (path: string): string[] => [
  ...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
];
