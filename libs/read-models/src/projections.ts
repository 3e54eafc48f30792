import { DEFAULT_RANKING, rankingFormulas, type RankingFormula } from '@stoa/contracts';
import type { HashedProjection, Projection } from '@stoa/kernel';
import { access } from './access/access.projection.ts';
import { mentorLeaderboard } from './mentor-leaderboard/mentor-leaderboard.projection.ts';
import { hashed } from './projection-hashes.ts';
import { questionList } from './question-list/question-list.projection.ts';
import { topicList } from './topic-list/topic-list.projection.ts';
import { viewRollups } from './view-rollups/view-rollups.projection.ts';
import { questionPage, questionPageRankedBy } from './question-page/question-page.projection.ts';

// An entry of its own: who folds (a rebuild's thread, a projector) loads no handler of queries and so nothing of Nest.
export { access, questionPage, viewRollups };

/** Every read model of Stoa. */
export const projections: readonly HashedProjection[] = [
  questionPage,
  mentorLeaderboard,
  questionList,
  topicList,
  access,
  viewRollups,
].map((projection) => hashed(projection as unknown as Projection));

/** The same, with pages that a chosen formula ranks. Its name is part of their hash: other pages are other documents. */
export const projectionsRankedBy = (ranking: RankingFormula): readonly HashedProjection[] =>
  ranking === DEFAULT_RANKING
    ? projections
    : projections.map((projection) => {
        if (projection.name !== questionPage.name) return projection;
        const code = { ...projection.code, documents: `${projection.code.documents}-${ranking}` };
        return { ...(questionPageRankedBy(ranking) as unknown as Projection), code };
      });

/** The formula that made the documents of this hash; the default one for a hash that names none. */
export const rankingOfDocuments = (hash: string | undefined): RankingFormula =>
  rankingFormulas.find((formula) => hash?.endsWith(`-${formula}`)) ?? DEFAULT_RANKING;
