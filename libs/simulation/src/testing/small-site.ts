import {
  answer,
  day,
  history,
  question,
  user,
  vote,
  type Row,
  type Tables,
} from '@stoa/imports-stack-exchange/testing/synthetic-dump';

interface Post {
  readonly id: number;
  owner: number | null;
  body: string;
  /** Texts of its former revisions, where the site keeps history. */
  readonly former: string[];
  views: number;
}
interface Question extends Post {
  title: string;
  tags: string[];
  accepted: number | null;
  closed: boolean;
}
interface Answer extends Post {
  readonly question: number;
}
interface Vote {
  readonly id: number;
  readonly post: number;
  helpful: boolean;
}

/** A small site of our own making, as one dump tells it; `change` makes it what a later dump tells. */
export interface Site {
  readonly users: Map<number, { name: string; about: string }>;
  readonly questions: Map<number, Question>;
  readonly answers: Map<number, Answer>;
  readonly votes: Map<number, Vote>;
  next: number;
}

/** A change, as numbers: what happens, to which of the things there are, and how. */
export type Change = readonly [number, number, number];

export const emptySite = (): Site => ({ users: new Map(), questions: new Map(), answers: new Map(), votes: new Map(), next: 1 });
export const changed = (site: Site, changes: readonly Change[]): Site => {
  const copy = structuredClone(site);
  for (const [what, which, how] of changes) CHANGES[what % CHANGES.length]!(copy, which, how);
  return copy;
};

const one = <V>(things: ReadonlyMap<number, V>, which: number): V | undefined => [...things.values()][which % (things.size || 1)];
const owner = ({ users }: Site, how: number) => [...users.keys()][how % (users.size || 1)] ?? null;
const posts = ({ questions, answers }: Site) => new Map<number, Post>([...questions, ...answers]);
const WORDS = ['kettles', 'gardens', 'maps', 'letters', 'bridges'];
const tagsOf = (how: number) => WORDS.filter((_, index) => (how >> index) % 2 === 1 || index === how % WORDS.length);

function ask(site: Site, which: number, how: number): void {
  const id = site.next++;
  const title = `About ${WORDS[how % WORDS.length]} ${which % 4}?`;
  const [body, views] = [`Question ${how}`, how % 5];
  site.questions.set(id, {
    id,
    owner: owner(site, how),
    title,
    tags: tagsOf(how),
    body,
    former: [],
    views,
    accepted: null,
    closed: false,
  });
}
function reply(site: Site, which: number, how: number): void {
  const asked = one(site.questions, which);
  if (!asked) return ask(site, which, how);
  const id = site.next++;
  site.answers.set(id, { id, owner: owner(site, how), question: asked.id, body: `Answer ${how}`, former: [], views: how % 3 });
}
function rate(site: Site, which: number, how: number): void {
  const post = one(posts(site), which);
  if (post) site.votes.set(site.next, { id: site.next++, post: post.id, helpful: how % 3 > 0 });
}
function removeAnswer(site: Site, id: number): void {
  site.answers.delete(id);
  for (const asked of site.questions.values()) if (asked.accepted === id) asked.accepted = null;
}

/** What can have become of a site between two dumps. */
const CHANGES: readonly ((site: Site, which: number, how: number) => void)[] = [
  function join(site, _which, how) {
    site.users.set(site.next++, { name: `Person ${how % 6}`, about: `<p>Likes ${WORDS[how % WORDS.length]}.</p>` });
  },
  ask,
  reply,
  reply,
  rate,
  rate,
  rate,
  function see(site, which, how) {
    const post = one(posts(site), which);
    if (post) post.views = how % 50;
  },
  function edit(site, which, how) {
    const post = one(posts(site), which);
    if (!post) return;
    post.former.push(post.body);
    post.body = `Edited ${how}`;
  },
  function forgetHistory(site, which, how) {
    const post = one(posts(site), which);
    if (!post) return;
    post.former.length = 0;
    post.body = `Rewritten ${how}`;
  },
  function retitle(site, which, how) {
    const asked = one(site.questions, which);
    if (asked) asked.title = `Better ${how % 9}`;
  },
  function retag(site, which, how) {
    const asked = one(site.questions, which);
    if (asked) asked.tags = tagsOf(how);
  },
  function accept(site, which, how) {
    const asked = one(site.questions, which);
    if (!asked) return;
    const answers = [...site.answers.values()].filter(({ question }) => question === asked.id);
    asked.accepted = answers[how % (answers.length + 1)]?.id ?? null;
  },
  function close(site, which) {
    const asked = one(site.questions, which);
    if (asked) asked.closed = !asked.closed;
  },
  function rename(site, which, how) {
    const person = one(site.users, which);
    if (person) Object.assign(person, { name: `Renamed ${how % 9}`, about: `<p>Now ${how}.</p>` });
  },
  function deleteAccount(site, which) {
    const id = [...site.users.keys()][which % (site.users.size || 1)];
    if (id === undefined) return;
    site.users.delete(id);
    // What is left of the person is a name that says nothing.
    for (const post of posts(site).values()) if (post.owner === id) post.owner = -id - 1;
  },
  function handOver(site, which, how) {
    const post = one(posts(site), which);
    if (post) post.owner = owner(site, how);
  },
  function takeBackVote(site, which) {
    const given = one(site.votes, which);
    if (given) site.votes.delete(given.id);
  },
  function turnVote(site, which) {
    const given = one(site.votes, which);
    if (given) given.helpful = !given.helpful;
  },
  function deleteAnswer(site, which) {
    const gone = one(site.answers, which);
    if (gone) removeAnswer(site, gone.id);
  },
  function deleteQuestion(site, which) {
    const gone = one(site.questions, which);
    if (!gone) return;
    site.questions.delete(gone.id);
    for (const { id, question: asked } of [...site.answers.values()]) if (asked === gone.id) removeAnswer(site, id);
  },
];

const when = (id: number) => day(1 + (id % 20));
const ownerOf = ({ owner: id }: Post): Row =>
  id === null ? { OwnerUserId: '' } : id < -1 ? { OwnerUserId: '', OwnerDisplayName: `user${-id - 1}` } : { OwnerUserId: id };
const htmlOf = (body: string) => `<p>${body}</p>`;

/** The site as a dump; without `keepsHistory` it has no PostHistory. */
export function tablesOf({ users, questions, answers, votes }: Site, keepsHistory: boolean): Tables {
  const revisions = (post: Post, first: Row[]) => [
    ...first,
    ...[...post.former, post.body].map((text, index) =>
      history(1000 * post.id + 10 + index, post.id, index === 0 ? 2 : 5, text, {
        RevisionGUID: `${post.id}-${index}`,
        CreationDate: day(21 + (index % 8)),
        UserId: post.owner ?? '',
      }),
    ),
  ];
  return {
    Users: [...users].map(([id, { name, about }]) => user(id, name, { AboutMe: about })),
    Posts: [
      ...[...questions.values()].map((asked) =>
        question(asked.id, {
          CreationDate: when(0),
          ViewCount: asked.views,
          Title: asked.title,
          Tags: asked.tags.map((tag) => `<${tag}>`).join(''),
          Body: htmlOf(asked.body),
          ...ownerOf(asked),
          ...(asked.accepted === null ? {} : { AcceptedAnswerId: asked.accepted }),
          ...(asked.closed ? { ClosedDate: day(25) } : {}),
        }),
      ),
      ...[...answers.values()].map((given) =>
        answer(given.id, given.question, {
          CreationDate: when(given.id),
          Body: htmlOf(given.body),
          ViewCount: given.views,
          ...ownerOf(given),
        }),
      ),
    ],
    Votes: [...votes.values()].map(({ id, post, helpful }) => vote(id, post, helpful ? 2 : 3, { CreationDate: when(id) })),
    ...(keepsHistory
      ? {
          PostHistory: [
            ...[...questions.values()].flatMap((asked) =>
              revisions(asked, [
                history(1000 * asked.id + 1, asked.id, 1, asked.title),
                history(1000 * asked.id + 2, asked.id, 3, '<maps>'),
              ]),
            ),
            ...[...answers.values()].flatMap((given) => revisions(given, [])),
          ],
        }
      : {}),
  };
}
