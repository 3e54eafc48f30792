// Generated from the OpenAPI description (`npm run docs`). Do not edit.
export interface paths {
  '/v1/analytics/query': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask about views by time, thing and reader; as JSON, or as a table with `Accept: text/csv`
     * @description Requires the role: member.
     */
    post: operations['queryAnalytics'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/answers/{answerId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * An answer
     * @description Open to everybody.
     */
    get: operations['getAnswer'];
    put?: never;
    post?: never;
    /**
     * Withdraw an answer
     * @description Requires the role: member.
     */
    delete: operations['withdrawAnswer'];
    options?: never;
    head?: never;
    /**
     * Revise the body
     * @description Requires the role: member.
     */
    patch: operations['reviseAnswer'];
    trace?: never;
  };
  '/v1/answers/{answerId}/rating': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Rate an answer
     * @description Requires the role: member.
     */
    put: operations['rateAnswer'];
    post?: never;
    /**
     * Take your rating back
     * @description Requires the role: member.
     */
    delete: operations['clearAnswerRating'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/answers/{answerId}/restoration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a withdrawn answer
     * @description Requires the role: member.
     */
    post: operations['restoreAnswer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/answers/{answerId}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What an answer was over time, oldest first
     * @description Open to everybody.
     */
    get: operations['getAnswerRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/answers/{answerId}/views/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where an answer’s number of views comes from
     * @description Open to everybody.
     */
    get: operations['explainViews'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{source}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was imported from a source, part by part of the log
     * @description Requires the role: admin.
     */
    get: operations['getImported'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{source}/batches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import what happened elsewhere, in order, on behalf of its authors
     * @description Requires the role: admin.
     */
    post: operations['importBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/view-logs/{log}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far an access log has been imported
     * @description Requires the role: admin.
     */
    get: operations['getViewLog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/view-logs/{log}/batches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import facts of an access log, pseudonymised and judged
     * @description Requires the role: admin.
     */
    post: operations['importViewLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import totals that another system counted
     * @description Requires the role: admin.
     */
    post: operations['importViews'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/leaderboards/mentors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Mentors of the site or a topic, ranked
     * @description Open to everybody.
     */
    get: operations['getLeaderboard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Register a member
     * @description Requires the role: admin.
     */
    post: operations['registerMember'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/members/{memberId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A member, with roles and suspension
     * @description Requires the role: moderator.
     */
    get: operations['getMember'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/members/{memberId}/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set a member’s roles
     * @description Requires the role: admin.
     */
    put: operations['changeRoles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/members/{memberId}/suspension': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Suspend a member, who then reads and does not write; works from this response on
     * @description Requires the role: moderator.
     */
    put: operations['suspendMember'];
    post?: never;
    /**
     * End a suspension
     * @description Requires the role: moderator.
     */
    delete: operations['reinstateMember'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/mentors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Become a mentor
     * @description Requires the role: member.
     */
    post: operations['registerMentor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/mentors/{mentorId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A mentor by id or handle
     * @description Open to everybody.
     */
    get: operations['getMentor'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the profile
     * @description Requires the role: member.
     */
    patch: operations['changeMentorProfile'];
    trace?: never;
  };
  '/v1/mentors/{mentorId}/expertise/{topic}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Add a topic of expertise
     * @description Requires the role: member.
     */
    put: operations['addExpertise'];
    post?: never;
    /**
     * Drop a topic of expertise
     * @description Requires the role: member.
     */
    delete: operations['dropExpertise'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/mentors/{mentorId}/verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Verify name, title and company by the kind of evidence; a change of one of them ends it
     * @description Requires the role: moderator.
     */
    put: operations['verifyMentor'];
    post?: never;
    /**
     * Take the verification back
     * @description Requires the role: moderator.
     */
    delete: operations['unverifyMentor'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All read models
     * @description Requires the role: admin.
     */
    get: operations['listProjections'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projections/{projection}/rebuilds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Build a read model again while it serves
     * @description Requires the role: admin.
     */
    post: operations['startRebuild'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projections/{projection}/rebuilds/{rebuild}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Progress of a rebuild
     * @description Requires the role: admin.
     */
    get: operations['getRebuild'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projections/{projection}/verifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Fold a read model from the start and compare it with what is live, while it serves
     * @description Requires the role: admin.
     */
    post: operations['startVerification'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/projections/{projection}/verifications/{verification}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Progress of a verification, and its result
     * @description Requires the role: admin.
     */
    get: operations['getVerification'];
    put?: never;
    post?: never;
    /**
     * End a verification and remove what it has folded
     * @description Requires the role: admin.
     */
    delete: operations['cancelVerification'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Questions, newest first
     * @description Open to everybody.
     */
    get: operations['listQuestions'];
    put?: never;
    /**
     * Ask a question
     * @description Requires the role: member.
     */
    post: operations['askQuestion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A question by id or slug
     * @description Open to everybody.
     */
    get: operations['getQuestion'];
    put?: never;
    post?: never;
    /**
     * Withdraw a question
     * @description Requires the role: member.
     */
    delete: operations['withdrawQuestion'];
    options?: never;
    head?: never;
    /**
     * Edit title or body
     * @description Requires the role: member.
     */
    patch: operations['editQuestion'];
    trace?: never;
  };
  '/v1/questions/{questionId}/acceptance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Accept an answer
     * @description Requires the role: member.
     */
    put: operations['acceptAnswer'];
    post?: never;
    /**
     * Take the acceptance back
     * @description Requires the role: member.
     */
    delete: operations['unacceptAnswer'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/answers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All answers of a question, in the order of its page
     * @description Open to everybody.
     */
    get: operations['listAnswers'];
    put?: never;
    /**
     * Answer as a mentor
     * @description Requires the role: member.
     */
    post: operations['answerQuestion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/closing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Close with a reason
     * @description Requires the role: moderator.
     */
    put: operations['closeQuestion'];
    post?: never;
    /**
     * Reopen
     * @description Requires the role: moderator.
     */
    delete: operations['reopenQuestion'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/page': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The page: ranked answers and the topic’s top mentors
     * @description Open to everybody.
     */
    get: operations['getQuestionPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/rating': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Rate a question
     * @description Requires the role: member.
     */
    put: operations['rateQuestion'];
    post?: never;
    /**
     * Take your rating back
     * @description Requires the role: member.
     */
    delete: operations['clearQuestionRating'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/render': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A ticket for another showing of a page
     * @description Open to everybody.
     */
    get: operations['getRender'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/restoration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a withdrawn question
     * @description Requires the role: member.
     */
    post: operations['restoreQuestion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a question was over time, oldest first
     * @description Open to everybody.
     */
    get: operations['getQuestionRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/questions/{questionId}/topics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the topics
     * @description Requires the role: member.
     */
    put: operations['retagQuestion'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/set-aside': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Messages that no projector could process, newest first
     * @description Requires the role: admin.
     */
    get: operations['listSetAside'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issue a token; it is shown once
     * @description Requires the role: admin.
     */
    post: operations['issueToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/tokens/{tokenId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a token
     * @description Requires the role: admin.
     */
    delete: operations['revokeToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/topics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Topics with their numbers of questions and answers
     * @description Open to everybody.
     */
    get: operations['listTopics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/topics/{topic}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A topic by its key
     * @description Open to everybody.
     */
    get: operations['getTopic'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell what readers of a page have seen
     * @description Open to everybody.
     */
    post: operations['tellViews'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/views/restatements': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Judge the views of closed days anew
     * @description Requires the role: admin.
     */
    post: operations['restateViews'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AnalyticsResult: {
      meta: {
        comparison_range?: [string, string];
        freshness: {
          at: string | null;
          position: string | null;
        };
        /** @description Totals from elsewhere within the filters, and their share of all; they are among the views only where asked for. */
        imported: {
          share: number | null;
          views: number;
        };
        /** @description What is shown for an id. */
        labels?: {
          [key: string]: string;
        };
        /** @description From the first instant up to the second. */
        range: [string, string];
        /** @description The rules, and their version, by which facts were judged. */
        rules: string;
        /** @constant */
        sampling: 'never';
        /** @enum {string} */
        source: 'rollups' | 'facts';
        time_labels?: string[];
        timezone: string;
        total_rows?: number;
      };
      query: {
        /** @description A name, or two days of the time zone, both within the range, or two instants, the second after it. */
        date_range: ('day' | '7d' | '28d' | '30d' | 'month' | '6mo' | '12mo' | 'year' | 'all' | 'realtime') | [string, string];
        /** @default [] */
        dimensions: (
          | 'time:quarter_hour'
          | 'time:hour'
          | 'time:day'
          | 'time:week'
          | 'time:month'
          | 'answer'
          | 'question'
          | 'mentor'
          | 'company'
          | 'topic'
          | 'page'
          | 'referrer'
          | 'utm_source'
          | 'country'
          | 'browser'
          | 'os'
          | 'device'
          | 'language'
          | 'class'
          | 'bot'
        )[];
        filters?: unknown[][];
        /** @default {} */
        include: {
          /** @enum {string} */
          comparison?: 'previous_period';
          imports?: boolean;
          time_labels?: boolean;
          total_rows?: boolean;
        };
        metrics: (
          'views' | 'visitors' | 'answers_viewed' | 'views_per_visitor' | 'read_time' | 'excluded' | 'bot_share' | 'repeat_share'
        )[];
        /**
         * @description By metrics and dimensions that are asked for. Without it: by time, else the largest first metric first.
         * @default []
         */
        order_by: [
          (
            | 'views'
            | 'visitors'
            | 'answers_viewed'
            | 'views_per_visitor'
            | 'read_time'
            | 'excluded'
            | 'bot_share'
            | 'repeat_share'
            | 'time:quarter_hour'
            | 'time:hour'
            | 'time:day'
            | 'time:week'
            | 'time:month'
            | 'answer'
            | 'question'
            | 'mentor'
            | 'company'
            | 'topic'
            | 'page'
            | 'referrer'
            | 'utm_source'
            | 'country'
            | 'browser'
            | 'os'
            | 'device'
            | 'language'
            | 'class'
            | 'bot'
          ),
          'asc' | 'desc',
        ][];
        /**
         * @default {
         *       "limit": 100,
         *       "offset": 0
         *     }
         */
        pagination: {
          /** @default 100 */
          limit: number;
          /** @default 0 */
          offset: number;
        };
        /**
         * @description IANA name of a time zone.
         * @default UTC
         */
        timezone: string;
      };
      results: {
        comparison?: {
          /** @description Percent; null from nothing. */
          change: (number | null)[];
          dimensions?: (string | null)[];
          metrics: (number | null)[];
        };
        dimensions: (string | null)[];
        metrics: (number | null)[];
      }[];
    };
    Answer: {
      body: string;
      byline: {
        company: string;
        displayName: string;
        title: string;
        yearsOfExperience: number | null;
      };
      /** Format: uuid */
      id: string;
      mentor: {
        handle: string;
        /** Format: uuid */
        id: string;
      };
      /** Format: date-time */
      publishedAt: string;
      /** Format: uuid */
      questionId: string;
      revisedAt: string | null;
      revision: number;
    };
    AnswerList: {
      items: {
        accepted: boolean;
        body: {
          html: string;
          markdown: string;
        };
        byline: {
          company: string;
          displayName: string;
          title: string;
          yearsOfExperience: number | null;
        };
        /** Format: date */
        day: string;
        /** Format: uuid */
        id: string;
        mentor: {
          handle: string;
          /** Format: uuid */
          id: string;
        };
        /** Format: date-time */
        publishedAt: string;
        rank: number;
        ratings: {
          helpful: number;
          notHelpful: number;
        };
        revisedAt: string | null;
        views: {
          imported: number;
          total: number;
        };
      }[];
      next: string | null;
      question: {
        /** Format: uuid */
        id: string;
        slug: string;
        title: string;
      };
      total: number;
    };
    AnswerRevisions: {
      items: {
        /** Format: date-time */
        at: string;
        body: string;
        /** Format: uuid */
        by: string;
        revision: number;
      }[];
      next: string | null;
    };
    /**
     * @example {
     *       "id": "7d9a4c1e-93b1-5f60-8f0b-2b6f0c1d9e57",
     *       "revision": 0,
     *       "position": "0000000000000042"
     *     }
     */
    CommandResult: {
      /** Format: uuid */
      id: string;
      /** @description Wait for it with `after`. */
      position: string;
      revision: number;
    };
    Health: {
      checks?: {
        /** @description What it can no longer do, while everything else is served. */
        degraded?: string;
        name: string;
        waitingFor: string | null;
      }[];
      /**
       * @description Sent with 503 where it waits.
       * @enum {string}
       */
      status: 'ok' | 'degraded' | 'waiting';
    };
    Imported: {
      /** @description Each with the question under which it was born. */
      answers: {
        /** Format: uuid */
        answerId: string;
        /** Format: uuid */
        questionId: string;
      }[];
      /** @description The imports that wrote to it, by the correlation ids of their events. */
      imports: string[];
      members: string[];
      mentors: {
        handle: string;
        /** Format: uuid */
        memberId: string;
      }[];
      /** @description The log goes on behind it. */
      more: boolean;
      /** @description How far this part goes: where the next one begins. */
      position: string;
      questions: string[];
      /** @description In the order of the log; not `given` is taken back. */
      ratings: {
        answerId: string | null;
        given: boolean;
        /** Format: uuid */
        memberId: string;
        /** Format: uuid */
        questionId: string;
      }[];
      /** @description The shard of each event with totals of views. */
      viewShards: number[];
    };
    ImportedBatch: {
      /** @description Of those written now, what follows from what the source says now, by type. */
      changes: {
        [key: string]: number;
      };
      /** @description Events that were written now. */
      imported: number;
      /** @description Wait for it with `after`. */
      position: string;
      /** @description Events that existed already. */
      repeated: number;
    };
    ImportedViewLog: {
      /** @description Facts that were written now; 0 where they existed already. */
      imported: number;
      /** @description Wait for it with `after`. */
      position: string;
    };
    ImportedViews: {
      /** @description Events of this import by type, also those that existed already. */
      events: {
        [key: string]: number;
      };
      /** Format: uuid */
      id: string;
      /** @description Events that were written now. */
      imported: number;
      /** @description Wait for it with `after`. */
      position: string;
      revision: number;
    };
    IssuedToken: {
      hint: string | null;
      /** Format: uuid */
      id: string;
      /** @description Wait for it with `after`. */
      position: string;
      revision: number;
      /** @description Shown once; null when the request is a repeat. */
      token: string | null;
    };
    Leaderboard: {
      formula: string;
      mentors: {
        accepted: number;
        answers: number;
        helpful: number;
        mentor: {
          company: string;
          displayName: string;
          handle: string;
          /** Format: uuid */
          id: string;
          title: string;
          verified: boolean;
          yearsOfExperience: number | null;
        };
        notHelpful: number;
        rank: number;
        score: number;
      }[];
      /** @enum {string} */
      period: 'all' | 'year' | 'month' | 'week';
      /** @description `all`, `2026`, `2026-11` or `2026-W48`. */
      periodKey: string;
      topic: {
        key: string;
        name: string;
      } | null;
    };
    Member: {
      displayName: string;
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      registeredAt: string;
      revision: number;
      roles: ('member' | 'analyst' | 'moderator' | 'admin')[];
      suspension: {
        /** Format: uuid */
        moderatorId: string;
        reason: string;
        /** Format: date-time */
        since: string;
        until: string | null;
      } | null;
    };
    Mentor: {
      bio: string;
      company: string;
      displayName: string;
      expertise: {
        key: string;
        name: string;
      }[];
      handle: string;
      /** Format: uuid */
      id: string;
      links: {
        label: string;
        url: string;
      }[];
      /** Format: uuid */
      memberId: string;
      /** Format: date-time */
      registeredAt: string;
      revision: number;
      title: string;
      verified: {
        evidence: string;
        /** Format: date-time */
        since: string;
      } | null;
      yearsOfExperience: number | null;
    };
    OpenApi: {
      openapi: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "type": "/problems/validation-failed",
     *       "title": "Validation failed",
     *       "status": 422,
     *       "detail": "Validation failed; correct the listed fields.",
     *       "instance": "urn:uuid:0b0a3f0e-6f43-4a53-9a6f-2f1b8f1c7d11",
     *       "code": "validation-failed",
     *       "errors": [
     *         {
     *           "pointer": "/title",
     *           "code": "custom",
     *           "expected": "at least one visible character"
     *         }
     *       ]
     *     }
     */
    Problem: {
      code: string;
      detail: string;
      errors: {
        code: string;
        expected: string;
        pointer: string;
      }[];
      instance: string;
      /** @description Checkpoint of a read model that is behind. */
      position?: string;
      status: number;
      title: string;
      type: string;
    };
    Projections: {
      items: {
        /** @description First digits of the hashes of the code that made the live generation’s rows and documents. */
        code: {
          documents: string;
          rows: string;
        } | null;
        /** @description Whether the responding process runs the code that built the live generation. */
        current: boolean;
        /** @description The first documents that could not be built: what they were before is served, and they are built again when they change. */
        documentsSetAside: {
          key: string;
          reason: string;
        }[];
        documentsWaiting: number;
        generation: number | null;
        head: string;
        name: string;
        /** @description Events that the rows were made without, because newer code wrote them and this code does not know their type. */
        passedOver: {
          events: number;
          type: string;
        }[];
        position: string;
        /** @description Why it is degraded. */
        reason: string | null;
        /** @enum {string} */
        state: 'live' | 'building' | 'degraded';
      }[];
    };
    Question: {
      acceptedAnswerId: string | null;
      /** Format: date-time */
      askedAt: string;
      asker: {
        displayName: string;
        /** Format: uuid */
        id: string;
      };
      body: string;
      closedBecause: string | null;
      /** Format: uuid */
      id: string;
      revision: number;
      slug: string;
      /** @enum {string} */
      status: 'open' | 'closed';
      title: string;
      topics: string[];
    };
    QuestionList: {
      items: {
        accepted: boolean;
        answers: number;
        /** Format: date-time */
        askedAt: string;
        asker: {
          displayName: string;
          /** Format: uuid */
          id: string;
        };
        /** Format: uuid */
        id: string;
        slug: string;
        /** @enum {string} */
        status: 'open' | 'closed';
        title: string;
        topics: string[];
      }[];
      next: string | null;
    };
    QuestionPage: {
      /** @description The first of them: at most 30, and 512 KiB of bodies. */
      answers: {
        accepted: boolean;
        body: {
          html: string;
          markdown: string;
        };
        byline: {
          company: string;
          displayName: string;
          title: string;
          yearsOfExperience: number | null;
        };
        /** Format: date */
        day: string;
        /** Format: uuid */
        id: string;
        mentor: {
          handle: string;
          /** Format: uuid */
          id: string;
        };
        /** Format: date-time */
        publishedAt: string;
        rank: number;
        ratings: {
          helpful: number;
          notHelpful: number;
        };
        revisedAt: string | null;
        views: {
          imported: number;
          total: number;
        };
      }[];
      /** @description The formula that ranks the answers. */
      formula: string;
      /** @description Cursor of the answers after these, in this order; null where these are all. */
      next: string | null;
      question: {
        /** Format: date-time */
        askedAt: string;
        asker: {
          displayName: string;
          /** Format: uuid */
          id: string;
        };
        body: {
          html: string;
          markdown: string;
        };
        closedBecause: string | null;
        /** Format: date */
        day: string;
        /** Format: uuid */
        id: string;
        ratings: {
          helpful: number;
          notHelpful: number;
        };
        slug: string;
        /** @enum {string} */
        status: 'open' | 'closed';
        title: string;
        topics: {
          key: string;
          name: string;
        }[];
        views: {
          imported: number;
          total: number;
        };
      };
      topMentors: {
        formula: string;
        mentors: {
          accepted: number;
          answers: number;
          helpful: number;
          mentor: {
            company: string;
            displayName: string;
            handle: string;
            /** Format: uuid */
            id: string;
            title: string;
            verified: boolean;
            yearsOfExperience: number | null;
          };
          notHelpful: number;
          rank: number;
          score: number;
        }[];
        topic: {
          key: string;
          name: string;
        } | null;
      };
      totalAnswers: number;
    };
    QuestionRevisions: {
      items: {
        /** Format: date-time */
        at: string;
        body: string;
        /** Format: uuid */
        by: string;
        revision: number;
        title: string;
        topics: string[];
      }[];
      next: string | null;
    };
    Rebuild: {
      documents: number;
      error: string | null;
      etaSeconds: number | null;
      events: number;
      finishedAt: string | null;
      generation: number;
      /** Format: uuid */
      id: string;
      ofDocuments: number;
      /** @description Events in the log when the rebuild began. */
      ofEvents: number;
      /** @enum {string} */
      phase: 'replay' | 'indexes' | 'documents' | 'catch-up' | 'switch' | 'done';
      projection: string;
      /** @description Events or documents a second in the present phase. */
      rate: number;
      /** Format: date-time */
      startedAt: string;
      /** @enum {string} */
      state: 'running' | 'done' | 'failed';
    };
    RenderTicket: {
      render: string;
      token: string;
    };
    SetAside: {
      items: {
        /** Format: date-time */
        at: string;
        /** @description In base64, a mebibyte at most. */
        bytes: string;
        /** @description Why, as a code. */
        code: string;
        headers: {
          [key: string]: unknown;
        };
        key: string;
        offset: number;
        partition: number;
        sentence: string;
        /** @description Bytes that there were. */
        size: number;
        topic: string;
      }[];
    };
    Topic: {
      answers: number;
      key: string;
      name: string;
      questions: number;
    };
    TopicList: {
      items: {
        answers: number;
        key: string;
        name: string;
        questions: number;
      }[];
      next: string | null;
    };
    Verification: {
      documents: number;
      /** @description Null until it is done. */
      equal: boolean | null;
      error: string | null;
      /** @description Until the end of the present phase. */
      etaSeconds: number | null;
      events: number;
      finishedAt: string | null;
      /** @description The live generation that is compared; null until it has been read. */
      generation: number | null;
      /** Format: uuid */
      id: string;
      ofDocuments: number;
      /** @description Events in the log up to where live is, as far as that is known. */
      ofEvents: number;
      /** @description Of how many; 0 until live has been read. */
      ofRows: number;
      /**
       * @description `waiting`: no process has begun with it. `live`: the live generation is being read, at one moment.
       * @enum {string}
       */
      phase: 'waiting' | 'live' | 'replay' | 'indexes' | 'documents' | 'compare' | 'done';
      projection: string;
      /** @description Events, documents or rows a second in the present phase. */
      rate: number;
      /** @description Rows and documents that have been read in the phases `live` and `compare`. */
      rows: number;
      /** Format: date-time */
      startedAt: string;
      /** @enum {string} */
      state: 'running' | 'done' | 'failed' | 'cancelled';
      /** @description Empty until it is done. Documents that waited to be built are left out on both sides. */
      tables: {
        equal: boolean;
        /** @description The same of what was folded from the start. */
        folded: string;
        /** @description SHA-256 of its canonical dump. */
        live: string;
        /** @description In the live generation. */
        rows: number;
        table: string;
      }[];
      /** @description The position up to which the log was folded and compared. */
      upTo: string | null;
    };
    ViewFactsTaken: {
      facts: number;
    };
    ViewLog: {
      /** @description SHA-256 of the content up to there. */
      content: string | null;
      /** @description Where the last imported line ends, in bytes of its content; null where none is. */
      to: string | null;
    };
    ViewsExplained: {
      /** Format: uuid */
      answerId: string;
      /** @description The most frequent first. */
      bots: {
        facts: number;
        name: string;
      }[];
      /** @description How many facts fell in each class. */
      classes: {
        automated: number;
        glimpse: number;
        human: number;
        invalid: number;
        known_bot: number;
        prefetch: number;
        repeat: number;
        self: number;
        staff: number;
      };
      /** @description Views by humans. */
      counted: number;
      /** @description The day, UTC, that is explained; null for all of them. */
      day: string | null;
      freshness: {
        at: string | null;
        position: string | null;
      };
      /** @description Totals that another system counted; they have no day. */
      imported: number;
      /** @description Facts that were judged again by later rules. */
      restated: number;
      rules: string;
      total: number;
    };
    ViewsRestatement: {
      /** @description Batches that hold one. */
      batches: number;
      /** @description Facts whose judgement changed. */
      changed: number;
      classes: {
        /** @enum {string} */
        class: 'invalid' | 'known_bot' | 'automated' | 'prefetch' | 'glimpse' | 'staff' | 'self' | 'repeat' | 'human';
        /** @description Before, of the days that were judged. */
        former: number;
        /** @description As the rules have it. */
        now: number;
      }[];
      dryRun: boolean;
      /** @description Facts of these days. */
      facts: number;
      from: string;
      /** @description What is counted otherwise, the biggest difference first; a question’s own views have no answer. */
      movers: {
        answerId: string | null;
        /** @description Before, of the days that were judged. */
        former: number;
        /** @description As the rules have it. */
        now: number;
        questionId: string;
      }[];
      /** @description The first day that was not reached: send the command again from there. Null for none. */
      next: string | null;
      position: string;
      rules: string;
      to: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  queryAnalytics: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Wait (up to five seconds) until the read model has seen this position. */
          after?: string;
          /** @description A name, or two days of the time zone, both within the range, or two instants, the second after it. */
          date_range: ('day' | '7d' | '28d' | '30d' | 'month' | '6mo' | '12mo' | 'year' | 'all' | 'realtime') | [string, string];
          /** @default [] */
          dimensions?: (
            | 'time:quarter_hour'
            | 'time:hour'
            | 'time:day'
            | 'time:week'
            | 'time:month'
            | 'answer'
            | 'question'
            | 'mentor'
            | 'company'
            | 'topic'
            | 'page'
            | 'referrer'
            | 'utm_source'
            | 'country'
            | 'browser'
            | 'os'
            | 'device'
            | 'language'
            | 'class'
            | 'bot'
          )[];
          filters?: unknown[][];
          /** @default {} */
          include?: {
            /** @enum {string} */
            comparison?: 'previous_period';
            imports?: boolean;
            time_labels?: boolean;
            total_rows?: boolean;
          };
          metrics: (
            | 'views'
            | 'visitors'
            | 'answers_viewed'
            | 'views_per_visitor'
            | 'read_time'
            | 'excluded'
            | 'bot_share'
            | 'repeat_share'
          )[];
          /**
           * @description By metrics and dimensions that are asked for. Without it: by time, else the largest first metric first.
           * @default []
           */
          order_by?: [
            (
              | 'views'
              | 'visitors'
              | 'answers_viewed'
              | 'views_per_visitor'
              | 'read_time'
              | 'excluded'
              | 'bot_share'
              | 'repeat_share'
              | 'time:quarter_hour'
              | 'time:hour'
              | 'time:day'
              | 'time:week'
              | 'time:month'
              | 'answer'
              | 'question'
              | 'mentor'
              | 'company'
              | 'topic'
              | 'page'
              | 'referrer'
              | 'utm_source'
              | 'country'
              | 'browser'
              | 'os'
              | 'device'
              | 'language'
              | 'class'
              | 'bot'
            ),
            'asc' | 'desc',
          ][];
          /**
           * @default {
           *       "limit": 100,
           *       "offset": 0
           *     }
           */
          pagination?: {
            /** @default 100 */
            limit?: number;
            /** @default 0 */
            offset?: number;
          };
          /**
           * @description IANA name of a time zone.
           * @default UTC
           */
          timezone?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnalyticsResult'];
          'text/csv': string;
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAnswer: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that you hold, or `*`. */
        'If-None-Match'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Answer'];
        };
      };
      /** @description Not modified. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  withdrawAnswer: {
    parameters: {
      query?: never;
      header: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match': string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reviseAnswer: {
    parameters: {
      query?: never;
      header: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match': string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rateAnswer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          rating: 'helpful' | 'not-helpful' | 'clear';
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clearAnswerRating: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreAnswer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAnswerRevisions: {
    parameters: {
      query?: {
        /** @description `next` of an earlier response. */
        cursor?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnswerRevisions'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  explainViews: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
        /** @description Only this day, UTC, YYYY-MM-DD; default all. */
        day?: string;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The answer’s id. */
        answerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ViewsExplained'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getImported: {
    parameters: {
      query?: {
        /** @description The position after which the part begins; default the start of the log. */
        from?: string;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The other system’s name, from which all ids follow. */
        source: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Imported'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importBatch: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The other system’s name, from which all ids follow. */
        source: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description SHA-256 in hexadecimal */
          fingerprint: string;
          items: (
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                displayName: string;
                /** @constant */
                kind: 'member';
                member: {
                  id: string;
                  kind: string;
                };
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                bio: string;
                displayName: string;
                /** @constant */
                kind: 'mentor';
                member: {
                  id: string;
                  kind: string;
                };
                number: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                body: string;
                by: {
                  id: string;
                  kind: string;
                };
                displayName: string;
                /** @constant */
                kind: 'question';
                question: string;
                title: string;
                topics: string[];
              }
            | {
                answer: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                body: string;
                by: {
                  id: string;
                  kind: string;
                };
                displayName: string;
                /** @constant */
                kind: 'answer';
                question: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                by?: {
                  id: string;
                  kind: string;
                };
                /** @constant */
                kind: 'question-edit';
                question: string;
                retag?: {
                  former: string[];
                  topics: string[];
                };
                row: string;
                text?: {
                  body: string;
                  title: string;
                };
              }
            | {
                answer: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                body: string;
                by?: {
                  id: string;
                  kind: string;
                };
                /** @constant */
                kind: 'answer-edit';
                question: string;
                row: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                by?: {
                  id: string;
                  kind: string;
                };
                /** @constant */
                kind: 'close';
                question: string;
                reason: string;
                row: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                by?: {
                  id: string;
                  kind: string;
                };
                /** @constant */
                kind: 'reopen';
                question: string;
                row: string;
              }
            | {
                answer: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'accept';
                question: string;
              }
            | {
                answer?: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                helpful: boolean;
                /** @constant */
                kind: 'rating';
                question: string;
                vote: string;
              }
            | {
                accepted: {
                  answer: string;
                  /** @description instant in UTC, with milliseconds */
                  at: string;
                } | null;
                /** @description instant in UTC, with milliseconds */
                at: string;
                body: string;
                by: {
                  id: string;
                  kind: string;
                };
                closed: string | null;
                displayName: string;
                /** @constant */
                kind: 'question-now';
                question: string;
                title: string;
                topics: string[];
              }
            | {
                answer: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                body: string;
                by: {
                  id: string;
                  kind: string;
                };
                displayName: string;
                /** @constant */
                kind: 'answer-now';
                question: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                displayName: string;
                /** @constant */
                kind: 'member-now';
                member: {
                  id: string;
                  kind: string;
                };
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                bio: string;
                displayName: string;
                /** @constant */
                kind: 'mentor-now';
                member: {
                  id: string;
                  kind: string;
                };
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'question-gone';
                /** Format: uuid */
                questionId: string;
              }
            | {
                /** Format: uuid */
                answerId: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'answer-gone';
                /** Format: uuid */
                questionId: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'member-gone';
                /** Format: uuid */
                memberId: string;
              }
            | {
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'mentor-gone';
                /** Format: uuid */
                memberId: string;
              }
            | {
                /** Format: uuid */
                answerId?: string;
                /** @description instant in UTC, with milliseconds */
                at: string;
                /** @constant */
                kind: 'rating-gone';
                /** Format: uuid */
                memberId: string;
                /** Format: uuid */
                questionId: string;
              }
          )[];
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportedBatch'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getViewLog: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The SHA-256 of the log’s first line, in hexadecimal. */
        log: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ViewLog'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importViewLog: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The SHA-256 of the log’s first line, in hexadecimal. */
        log: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description SHA-256 in hexadecimal */
          content: string;
          /** @description base64 */
          facts: string;
          /** @description digits */
          from: string;
          source: string;
          /** @description digits */
          to: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportedViewLog'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importViews: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          counts: {
            answerId: string | null;
            /** Format: uuid */
            questionId: string;
            views: number;
          }[];
          name?: string;
          replace?: boolean;
          source: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportedViews'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getLeaderboard: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
        /** @description A day inside the period, YYYY-MM-DD; default today. */
        at?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
        /** @description Calendar periods in UTC; weeks are those of ISO 8601. */
        period?: 'all' | 'year' | 'month' | 'week';
        /** @description Key of a topic; default the whole site. */
        topic?: string;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Leaderboard'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  registerMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          displayName: string;
          /**
           * @default [
           *       "member"
           *     ]
           */
          roles?: ('member' | 'analyst' | 'moderator' | 'admin')[];
        };
      };
    };
    responses: {
      /** @description A repeat: done before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Done. */
      201: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The member’s id. */
        memberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Member'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The member’s id. */
        memberId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          roles: ('member' | 'analyst' | 'moderator' | 'admin')[];
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  suspendMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The member’s id. */
        memberId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string;
          /** @default null */
          until?: string | null;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reinstateMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The member’s id. */
        memberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  registerMentor: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default  */
          bio?: string;
          company?: '' | string;
          displayName: string;
          /** @description handle */
          handle: string;
          links?: {
            label: string;
            /** Format: uri */
            url: string;
          }[];
          title?: '' | string;
          /** @default null */
          yearsOfExperience?: number | null;
        };
      };
    };
    responses: {
      /** @description A repeat: done before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Done. */
      201: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description URL of the created resource. */
          Location?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMentor: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that you hold, or `*`. */
        'If-None-Match'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id or handle. */
        mentorId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Mentor'];
        };
      };
      /** @description Not modified. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeMentorProfile: {
    parameters: {
      query?: never;
      header: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match': string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id. */
        mentorId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          bio?: string;
          company?: '' | string;
          displayName?: string;
          links?: {
            label: string;
            /** Format: uri */
            url: string;
          }[];
          title?: '' | string;
          yearsOfExperience?: number | null;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  addExpertise: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id. */
        mentorId: string;
        /** @description The topic’s name. */
        topic: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  dropExpertise: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id. */
        mentorId: string;
        /** @description The topic’s key. */
        topic: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  verifyMentor: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id. */
        mentorId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          evidence: 'company-email' | 'public-profile' | 'identity-document' | 'personal-acquaintance';
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unverifyMentor: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The mentor’s id. */
        mentorId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjections: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Projections'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startRebuild: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The read model’s name. */
        projection: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      202: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description URL of the created resource. */
          Location?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rebuild'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRebuild: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The read model’s name. */
        projection: string;
        /** @description The rebuild’s id. */
        rebuild: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rebuild'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startVerification: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The read model’s name. */
        projection: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      202: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description URL of the created resource. */
          Location?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Verification'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getVerification: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The read model’s name. */
        projection: string;
        /** @description The verification’s id. */
        verification: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Verification'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelVerification: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The read model’s name. */
        projection: string;
        /** @description The verification’s id. */
        verification: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Verification'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listQuestions: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
        /** @description `next` of an earlier response. */
        cursor?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuestionList'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  askQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default  */
          body?: string;
          title: string;
          topics?: string[];
        };
      };
    };
    responses: {
      /** @description A repeat: done before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Done. */
      201: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description URL of the created resource. */
          Location?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that you hold, or `*`. */
        'If-None-Match'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id or slug. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Question'];
        };
      };
      /** @description Not modified. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  withdrawQuestion: {
    parameters: {
      query?: never;
      header: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match': string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  editQuestion: {
    parameters: {
      query?: never;
      header: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any. */
        'If-Match': string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body?: string;
          title?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  acceptAnswer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Format: uuid */
          answerId: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unacceptAnswer: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAnswers: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
        /** @description `next` of the page or of an earlier response. */
        cursor?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id or slug. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnswerList'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  answerQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          body: string;
        };
      };
    };
    responses: {
      /** @description A repeat: done before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Done. */
      201: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description URL of the created resource. */
          Location?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  closeQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reopenQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getQuestionPage: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
      };
      header?: {
        /** @description ETags that you hold, or `*`. */
        'If-None-Match'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id or slug. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Entity tag of the resource. */
          ETag?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuestionPage'];
        };
      };
      /** @description Not modified. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rateQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          rating: 'helpful' | 'not-helpful' | 'clear';
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  clearQuestionRating: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRender: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id or slug. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RenderTicket'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getQuestionRevisions: {
    parameters: {
      query?: {
        /** @description `next` of an earlier response. */
        cursor?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id or slug. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuestionRevisions'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retagQuestion: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The question’s id. */
        questionId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          topics: string[];
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSetAside: {
    parameters: {
      query?: {
        /** @description Maximum number; default 20. */
        limit?: number;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetAside'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  issueToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default null */
          expiresAt?: string | null;
          label: string;
          /** Format: uuid */
          memberId: string;
        };
      };
    };
    responses: {
      /** @description A repeat: done before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedToken'];
        };
      };
      /** @description Done. */
      201: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedToken'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The token’s id: the part between `stoa_` and the secret, with hyphens. */
        tokenId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandResult'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTopics: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
        /** @description `next` of an earlier response. */
        cursor?: string;
        /** @description Maximum number; default 20. */
        limit?: number;
        /** @description `questions`: topics that hold questions, the most first; `name`: all topics, by key. Default `questions`. */
        sort?: 'questions' | 'name';
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TopicList'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getTopic: {
    parameters: {
      query?: {
        /** @description Wait (up to five seconds) until the read model has seen this position. */
        after?: string;
      };
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path: {
        /** @description The topic’s key. */
        topic: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Topic'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  tellViews: {
    parameters: {
      query?: never;
      header?: {
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          facts: {
            answer?: string | null;
            /**
             * @description seen: the rule was met; glimpse: the page was left before; time: how long it was visible so far
             * @enum {string}
             */
            kind: 'seen' | 'glimpse' | 'time';
            language?: string | null;
            /** Format: uuid */
            question: string;
            referrer?: string | null;
            render?: string;
            /** @default null */
            screen?: ('small' | 'medium' | 'large') | null;
            /** @description visible share of the answer, or of the window where the answer is taller */
            share: number;
            token?: string;
            utmSource?: string | null;
            visibleMs: number;
          }[];
        };
      };
    };
    responses: {
      /** @description Done. */
      202: {
        headers: {
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ViewFactsTaken'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restateViews: {
    parameters: {
      query?: never;
      header?: {
        /** @description A new one for each new request: the same key with the same body takes effect once; with another body it is refused. */
        'Idempotency-Key'?: string;
        /** @description A UUID for the response and our logs; `traceparent` works as well. */
        'X-Correlation-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default false */
          dryRun?: boolean;
          /** Format: date */
          from: string;
          /** @description rules and their version */
          rules: string;
          /** Format: date */
          to: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description `true` for a repeated request, which had no further effect. */
          'Idempotency-Replayed'?: string;
          /** @description Names this request in our logs. */
          'Stoa-Correlation-Id'?: string;
          /** @description Position of the event; give it to a query as `after`. */
          'Stoa-Position'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ViewsRestatement'];
        };
      };
      /** @description Any other problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
