export { startContexts, type Contexts } from './contexts.ts';
export { randomHistory } from './random-history.ts';
export { simulate } from './simulate.ts';
