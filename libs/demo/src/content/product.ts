import type { DemoQuestion } from './content.ts';

export const PRODUCT: DemoQuestion[] = [
  {
    title: 'What is your answer to: what is product management?',
    topics: ['product management'],
    body: 'I have read ten definitions and no two agree. How do **you** put it to somebody who is new?',
    accepted: 1,
    answers: [
      {
        by: 'amara-okonjo',
        quality: 0.92,
        body: `It is the work of making sure that the right thing gets built, and that "right" is **decided on purpose**.

Three questions come back every week:

1. *Whose problem is it?* Name a person, not a segment.
2. *What changes for them?* If you cannot say it in one sentence, you do not know yet.
3. *What do we stop doing for it?* A plan without a "no" is a wish.

The rest (roadmaps, tickets, meetings) is how you keep the answers honest while they change.`,
      },
      {
        by: 'hana-sato',
        quality: 0.96,
        body: `Think of a band without a conductor. Everybody plays well; somebody still has to choose the piece, and the tempo, and notice that half the audience has left.

A product manager listens more than they play:

- to people who use the thing, and to those who stopped
- to the business, which has to live from it
- to the team, which knows what it costs

Then they **decide with too little information**, say why, and look whether it worked. The title is about ownership of that loop. It is not about being anybody's boss.`,
      },
      {
        by: 'nour-haddad',
        quality: 0.7,
        body: `My short version: you are responsible for an outcome that you cannot produce yourself.

That is why most of the craft is writing and listening. I keep a page per bet with four lines: the problem, the evidence, the smallest test, the date on which we look again. When a line is empty, the meeting is about that line.`,
      },
    ],
  },
  {
    title: 'How do you say no to a large customer?',
    topics: ['product management'],
    accepted: 0,
    answers: [
      {
        by: 'fatou-ndiaye',
        quality: 0.9,
        body: `Say it early, say it once, and bring something.

> We will not build the export in this form. What you need by March is the audit trail, and that you will have.

A late "no" is a broken promise. An early one, with the reason and another way, is advice. I also write down *what would change our mind*: two more customers with the same need, a regulation, a price. It keeps the door visible and it keeps me honest.`,
      },
      {
        by: 'bruno-cardoso',
        quality: 0.66,
        body: `Draw it. Nine times out of ten, the request is a solution to a problem that nobody has described. I ask for the last time it hurt, sketch the screen in front of them and ask where it goes wrong. Often the thing they need is **smaller** than the thing they asked for, and then there is no "no" to say.`,
      },
    ],
  },
  {
    title: 'Roadmap with dates, or without?',
    topics: ['product management', 'engineering'],
    answers: [
      {
        by: 'amara-okonjo',
        quality: 0.8,
        body: `Dates where somebody outside depends on them; horizons everywhere else.

| horizon | what we promise |
| --- | --- |
| now | it is being built, and this is how we know that it works |
| next | the problem is agreed, the solution is not |
| later | we think that it matters |

A date on something in "later" is fiction, and people plan their weddings by your fiction.`,
      },
      {
        by: 'tomas-echeverria',
        quality: 0.74,
        body: `From the other side of the table: give me a date and tell me **which one of scope, quality and date is allowed to move**. If none is, you have not planned, you have hoped. We keep a list of what falls out first, in order, agreed before the work begins. It has never been used in anger, which is the point of it.`,
      },
    ],
  },
  {
    title: 'How small can a first version be?',
    topics: ['product management', 'user research'],
    accepted: 0,
    answers: [
      {
        by: 'hana-sato',
        quality: 0.88,
        body: `Small enough to be wrong about *one* thing. Write that thing down first: "people will upload a photo of their receipt". Then build only what tests it.

- [x] a form and an e-mail address behind it
- [x] one person who answers by hand
- [ ] recognition of the receipt
- [ ] accounts

Our first version of a scheduling tool was me, a spreadsheet and a telephone. It taught us more in a week than the tool did in its first quarter.`,
      },
      {
        by: 'solveig-aas',
        quality: 0.77,
        body: `Smaller than code. A *story* that you tell to eight people, followed by "what would you do next?", finds the holes that cost most. If they ask when they can have it, build. If they say that it is a nice idea, thank them and do not.`,
      },
    ],
  },
];
