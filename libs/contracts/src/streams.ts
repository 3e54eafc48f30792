/** Names of streams. A name is stored format: it never changes. */
export const questionStream = (questionId: string) => `question-${questionId}`;
export const answerStream = (answerId: string) => `answer-${answerId}`;
export const mentorStream = (mentorId: string) => `mentor-${mentorId}`;
export const memberStream = (memberId: string) => `member-${memberId}`;
export const topicStream = (topic: string) => `topic-${topic}`;
export const slugStream = (slug: string) => `slug-${slug}`;
export const handleStream = (handle: string) => `handle-${handle}`;
export const ratingStream = (targetId: string, memberId: string) => `rating-${targetId}-${memberId}`;
export const viewsStream = (shard: number) => `views-${shard}`;
/** The places that a member's answers take up on a question. */
export const answerPlacesStream = (questionId: string, memberId: string) => `places-${questionId}-${memberId}`;
/** What readers' pages told, by the partition that carried it. */
export const viewsRecordedStream = (shard: number) => `views-recorded-${shard}`;
/** What an access log told, by the SHA-256 of its first line. */
export const viewsLogStream = (log: string) => `${VIEWS_LOG}${log.slice(0, 16)}`;
export const VIEWS_LOG = 'views-log-';
export const viewsImportStream = (importId: string) => `views-import-${importId}`;

/** Views of one question always go to the same of these shards. */
export const VIEW_SHARDS = 16;
