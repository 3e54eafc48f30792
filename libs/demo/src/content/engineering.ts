import type { DemoQuestion } from './content.ts';

export const ENGINEERING: DemoQuestion[] = [
  {
    title: 'When is event sourcing worth it?',
    topics: ['event sourcing', 'engineering'],
    body: 'We have a booking system with forty tables and an `audit_log` that nobody trusts. Would you start again with events?',
    accepted: 0,
    answers: [
      {
        by: 'jiri-novotny',
        quality: 0.95,
        body: `When the question "**how did it come to this?**" is asked about your data, and the answer matters to somebody who pays.

Your \`audit_log\` is a good sign: you are already writing events, but as an afterthought, so they may disagree with the tables. Turning it round makes the log the truth and the tables a *view* of it.

It is not worth it for

- data that is only ever replaced (a profile picture)
- reports over rows that somebody else owns
- a team that has nobody who wants to learn it

Start with the one aggregate whose history is disputed most. Leave the other thirty-nine tables alone.`,
      },
      {
        by: 'elias-berg',
        quality: 0.82,
        body: `I ask three things:

1. Do two people ever change the same thing at once, and do you need to know who was first?
2. Will you want a page tomorrow that you have not thought of today, *filled with last year's data*?
3. Can you name what happens in verbs that the business uses?

Three times yes: go. The third one is the hardest. If all your events would be called \`BookingUpdated\`, you would buy the costs without the gain.`,
      },
      {
        by: 'kwame-asante',
        quality: 0.79,
        body: `In a bank the ledger has always been an event log; we only forgot it for thirty years. It was worth it for us where money moves, and a waste where we described branches and opening hours. Be boring about the second kind.`,
      },
    ],
  },
  {
    title: 'How do you change the shape of an event that is already stored?',
    topics: ['event sourcing'],
    accepted: 1,
    answers: [
      {
        by: 'yusuf-karim',
        quality: 0.7,
        body: `You do not. You publish a second version, and a small function that reads the first as if it were the second:

\`\`\`ts
const upcast = ({ amount, ...rest }: PaidV1): PaidV2 => ({ ...rest, amount: { value: amount, currency: 'EUR' } });
\`\`\`

The stored bytes stay as they are. Keep one example of every version you ever wrote, and read them all in every test run.`,
      },
      {
        by: 'jiri-novotny',
        quality: 0.93,
        body: `Three changes that look alike and are not:

| change | what to do |
| --- | --- |
| a field more | make it optional in reading, required in writing |
| a field means something else | a **new event name**; the old one keeps its meaning |
| one event should have been two | a new pair; teach the fold both |

The mistake I see most is the second row handled like the first. A \`price\` that silently became "with tax" cost us a quarter.`,
      },
    ],
  },
  {
    title: 'What do you do about personal data in an append-only log?',
    topics: ['event sourcing', 'engineering'],
    answers: [
      {
        by: 'kwame-asante',
        quality: 0.86,
        body: `Encrypt the personal fields with a key per person that lives *outside* the log. To forget somebody, destroy the key. The log keeps its shape and its counts, and the sentences become noise.

Mark the fields from the first day. Finding them later, in four years of events, is archaeology.`,
      },
      {
        by: 'dmitri-volkov',
        quality: 0.62,
        body: `And keep them short. The cheapest personal data is the one that never got into an event: an id is enough far more often than one thinks.`,
      },
    ],
  },
  {
    title: 'Is a slow query a missing index?',
    topics: ['engineering'],
    accepted: 0,
    answers: [
      {
        by: 'dmitri-volkov',
        quality: 0.9,
        body: `Sometimes. Read the plan before you touch anything, and compare **rows estimated** with **rows found**. If they differ by a factor of a hundred, the planner was lied to: statistics are stale, or two columns depend on each other. An index built on a lie is one more thing to write at each insert.

Then ask whether the query needs to be run at all. The fastest ones are those whose answer was kept when the data changed.`,
      },
      {
        by: 'owen-price',
        quality: 0.73,
        body: `Half of my "slow queries" were one fast query, executed nine hundred times. Count them first:

- per request
- per second
- per *shape*, with the values taken out

The third list is usually five lines long and tells you where the day will go.`,
      },
    ],
  },
  {
    title: 'SQLite in production: brave or foolish?',
    topics: ['engineering'],
    answers: [
      {
        by: 'yusuf-karim',
        quality: 0.85,
        body: `Neither. It is a very good answer to "one process writes". What you must decide yourself:

- \`synchronous\`: the default of your driver may lose the last commits when the power goes
- one writer at a time; make it a design, not a surprise
- a copy elsewhere, taken with the backup API and *restored once a month*

If two machines have to write, it is the wrong tool, and no wrapper will change that.`,
      },
      {
        by: 'dmitri-volkov',
        quality: 0.7,
        body: `I have met more outages caused by a database cluster that nobody understood than by a file that everybody did.`,
      },
    ],
  },
  {
    title: 'How do you bring a new team lead up to speed?',
    topics: ['engineering', 'careers'],
    accepted: 0,
    answers: [
      {
        by: 'noa-ben-ami',
        quality: 0.91,
        body: `With **less code and more questions**. In the first month they have one task: a conversation of an hour with each person, about three things.

- What would you be sorry to lose?
- What would you change if nobody asked why?
- What do I need to know that nobody will tell me?

They write down what they heard and give it back to the team. It costs four weeks and saves a year.`,
      },
      {
        by: 'tomas-echeverria',
        quality: 0.76,
        body: `Give them one decision that is really theirs, in week one, with a date. Not a small one: the on-call rota, or who goes to which project. Stand next to them when it hurts and do not take it back.`,
      },
    ],
  },
  {
    title: 'What is a good on-call rota for six people?',
    topics: ['engineering'],
    answers: [
      {
        by: 'kwame-asante',
        quality: 0.8,
        body: `One week each, a second person who sleeps with the phone on, and the **right to fix what woke you** on the next working day, before anything else. That right is the whole rota. Without it you only share the pain; with it you remove it.`,
      },
      {
        by: 'noa-ben-ami',
        quality: 0.68,
        body: `Ask them. Two of my six had small children and wanted weekends, two wanted to be left alone on weekdays. The spreadsheet was ugly and everybody kept to it.`,
      },
    ],
  },
];
