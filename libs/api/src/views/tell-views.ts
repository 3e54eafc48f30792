import { createHash, randomBytes } from 'node:crypto';
import { mentorIdOf, type PageFact, type ToldFacts, type ViewTarget, type ViewTargets } from '@stoa/contracts';
import { renderKeyOf, type RenderTokens } from '@stoa/visitors';
import type { Onlooker } from './onlooker.ts';

export type Pages = ReadonlyMap<string, ViewTargets | null>;

/** What a request told, with what its sender is seen to be. All facts of one request come from one reader. `at`: milliseconds. */
export function toldBy(who: Onlooker, facts: readonly PageFact[], pages: Pages, tokens: RenderTokens, at: number): ToldFacts {
  const [{ screen = null, language = null } = {}] = facts;
  const { visitor, network, agent, country, prefetch, staff } = who;
  const verdictOf = verdicts(who, tokens, at);
  return {
    at,
    reader: { visitor, network, ...agent, country, screen, language },
    prefetch,
    staff,
    facts: facts.map((fact) => toldFact(fact, who, pages, verdictOf(fact))),
    optedOut: 0,
  };
}

type Verdict = ReturnType<RenderTokens['verify']>;

/** The facts of a page have one ticket, which is verified once. */
function verdicts({ candidates }: Onlooker, tokens: RenderTokens, now: number): (fact: PageFact) => Verdict {
  const known = new Map<string, Verdict>();
  return ({ question, render, token }) => {
    if (!render || !token) return tokens.verify({ questionId: question, render, token, candidates, now });
    const ticket = `${question} ${render} ${token}`;
    const verdict = known.get(ticket) ?? tokens.verify({ questionId: question, render, token, candidates, now });
    known.set(ticket, verdict);
    return verdict;
  };
}

function toldFact(fact: PageFact, who: Onlooker, pages: Pages, { verdict, sinceRender }: Verdict): ToldFacts['facts'][number] {
  const { kind, question, answer, render, share, visibleMs, referrer, utmSource } = fact;
  const page = pages.get(question) ?? null;
  const target = page && targetOf(page, answer);
  return {
    kind,
    target,
    render: verdict !== 'valid' ? keyOfItsOwn() : target ? renderKeyOf(render) : keyOfWhatIsNotThere(fact),
    verdict,
    self: page !== null && isOwn(page, answer, who.memberId),
    share: Math.round(share * 100),
    visibleMs,
    sinceRender,
    referrer,
    utmSource,
  };
}

/** Without a valid token nothing tells a fact that is told again from another one, and none may pass for a retry of somebody else's. */
const keyOfItsOwn = (): string => randomBytes(8).toString('hex');

/** A target says on its own which of a render's facts are the same; where there is none, the key has to. */
const keyOfWhatIsNotThere = ({ render, question, answer }: PageFact): string =>
  createHash('sha256').update(`${render} ${question} ${answer}`).digest('hex').slice(0, 16);

function targetOf({ questionId, slug, topics, answers }: ViewTargets, answerId: string | null): ViewTarget | null {
  if (answerId === null) return { questionId, slug, answerId, mentorId: null, company: null, topics };
  const answer = answers.find((one) => one.answerId === answerId);
  return answer ? { questionId, slug, answerId, mentorId: answer.mentorId, company: answer.company, topics } : null;
}

function isOwn({ askerId, answers }: ViewTargets, answerId: string | null, memberId: string | undefined): boolean {
  if (memberId === undefined) return false;
  if (answerId === null) return askerId === memberId;
  return answers.find((one) => one.answerId === answerId)?.mentorId === mentorIdOf(memberId);
}
