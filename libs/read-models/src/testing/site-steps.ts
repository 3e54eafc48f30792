import {
  MemberReinstated,
  MemberRenamed,
  MemberRolesChanged,
  MemberSuspended,
  MentorProfileChanged,
  MentorUnverified,
  MentorVerified,
  TokenIssued,
  TokenRevoked,
  ViewsImported,
  ViewsTakenBack,
} from '@stoa/contracts';
import { randomFacts } from '@stoa/contracts/testing/facts';
import { automated, restated, sealed } from './sealed-views.ts';
import type { Story } from './story.ts';

/** What happens beside questions: to mentors, members and tokens, and what readers do. */
export function siteSteps(story: Story): (() => void)[] {
  const { random, one, id, events, questions, answers, tokens, mentors, record, slugOf, batches, profile } = story;
  return [
    function mentor() {
      const who = one(mentors);
      record(
        one([
          MentorProfileChanged({ ...who, ...profile() }),
          MentorVerified({ ...who, evidence: 'public-profile', verifierId: id(), identity: null }),
          MentorUnverified({ ...who, reason: 'taken-back', former: null }),
        ]),
      );
    },
    function roles() {
      record(
        MemberRolesChanged({
          memberId: one(mentors).memberId,
          roles: one([['member'], ['member', 'moderator'], ['admin'], ['member', 'analyst']]),
        }),
      );
    },
    function rename() {
      record(MemberRenamed({ memberId: one(mentors).memberId, displayName: `Renamed ${events.length}` }));
    },
    function suspension() {
      const { memberId } = one(mentors);
      const until = one([null, '2030-01-01T00:00:00.000Z']);
      const moderatorId = id();
      record(
        one([
          MemberSuspended({ memberId, moderatorId, reason: `Advertising ${events.length}`, until }),
          MemberReinstated({ memberId, moderatorId }),
        ]),
      );
    },
    function token() {
      const known = tokens.pop();
      if (known) return record(TokenRevoked(known));
      const issued = { memberId: one(mentors).memberId, tokenId: id() };
      tokens.push(issued);
      record(TokenIssued({ ...issued, secretHash: '0'.repeat(64), label: 'laptop', expiresAt: null }));
    },
    function views() {
      const counts = Array.from({ length: 3 }, () => ({
        questionId: one(questions).id,
        answerId: null,
        views: 1 + Math.floor(random() * 9),
      }));
      const { id: answerId, question } = one(answers);
      const shard = Math.floor(random() * 16);
      const imported = [...counts, { questionId: question.id, answerId, views: 2 }];
      record(ViewsImported({ shard, source: 'test', counts: imported, offset: null }));
      // A later import of the same source counts anew.
      const takenBack = imported.map((count) => ({ ...count, at: story.at }));
      if (events.length % 2 === 0) record(ViewsTakenBack({ shard, source: 'test', counts: takenBack }));
    },
    function readers() {
      const shard = Math.floor(random() * 4);
      const facts = randomFacts(12, events.length + story.seed * 1000, { from: Date.parse(story.at) }).map((fact, index) => {
        const { id: answerId, mentorId, question } = one(answers);
        const target = { questionId: question.id, slug: slugOf(question.id), company: null, topics: question.topics };
        if (index % 9 === 0) return { ...fact, target: { ...target, answerId: null, mentorId: null } };
        return { ...fact, target: { ...target, answerId, mentorId, company: fact.target!.company } };
      });
      batches.push({ shard, facts });
      record(sealed(facts, shard));
    },
    function otherRules() {
      if (batches.length === 0) return;
      const { shard, facts } = batches.splice(Math.floor(random() * batches.length), 1)[0]!;
      record(
        restated(
          facts
            .filter(() => random() < 0.4)
            .concat(facts[0]!)
            .sort((a, b) => a.at - b.at),
          automated,
          shard,
        ),
      );
    },
  ];
}
