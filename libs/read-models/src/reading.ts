// An entry of its own: a tool that shows a page or a board loads no handler of queries and so nothing of Nest.
export { readBoard } from './mentor-leaderboard/read-board.ts';
export { pagesAsBytes } from './question-page/assembled-pages.ts';
export { PageCache } from './question-page/page-cache.ts';
