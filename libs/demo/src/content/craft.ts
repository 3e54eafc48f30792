import type { DemoQuestion } from './content.ts';

export const CRAFT: DemoQuestion[] = [
  {
    title: 'How do you write documentation that people read?',
    topics: ['writing'],
    accepted: 0,
    answers: [
      {
        by: 'zofia-wrobel',
        quality: 0.93,
        body: `Find out **when** they read. Nobody reads documentation; they search it, angry, with another window open.

- one page for one intention: "I want to restore a backup"
- the command first, the explanation below
- what you see when it worked, and what you see when it did not

Then watch somebody use it and keep your mouth shut. Each place where they stop is your next edit.`,
      },
      {
        by: 'samuel-achterberg',
        quality: 0.8,
        body: `Test it. Every snippet of ours is cut out of a test that runs, so a wrong one cannot be published. Half of the trust in a page is that the *first* command works.`,
      },
      { by: 'priya-raman', quality: 0.84, body: `Cut the first paragraph. Almost always it is you, clearing your throat.` },
    ],
  },
  {
    title: 'What makes a good error message?',
    topics: ['writing', 'accessibility'],
    accepted: 1,
    answers: [
      {
        by: 'priya-raman',
        quality: 0.79,
        body: `It says what happened, what was expected and what to do, in this order, without "oops". Blame nobody. "The handle *zoe* is taken; choose another one" has all three in nine words.`,
      },
      {
        by: 'zofia-wrobel',
        quality: 0.88,
        body: `One that can be *searched for*. Give it a stable code next to the human sentence:

> \`name-taken\`: The handle "zoe" is taken.

The sentence may change with every release; the code is what people put into scripts, tickets and search boxes.`,
      },
    ],
  },
  {
    title: 'How long should a decision record be?',
    topics: ['writing', 'engineering'],
    answers: [
      {
        by: 'samuel-achterberg',
        quality: 0.83,
        body: `A page. Four headings: what is the situation, what could we do, what do we do, what follows from it. If it does not fit, you have made two decisions.

The most useful line is the last one, about what gets **worse**. In two years somebody will ask "did they not see that?", and there it stands.`,
      },
      {
        by: 'elias-berg',
        quality: 0.7,
        body: `Long enough that I can disagree with it. "We use X because it is modern" leaves nothing to hold on to.`,
      },
    ],
  },
  {
    title: 'How do I write a status update that is not a list of tickets?',
    topics: ['writing'],
    answers: [
      {
        by: 'priya-raman',
        quality: 0.81,
        body: `Write to one person who was on holiday. What would they be *surprised* by? What do they have to decide? Everything else is in the tracker.`,
      },
      {
        by: 'fatou-ndiaye',
        quality: 0.73,
        body: `I use three colours and one rule: a project may be green only with a sentence that says how we know.`,
      },
    ],
  },
  {
    title: 'Which chart for a comparison over time?',
    topics: ['data analysis'],
    accepted: 0,
    answers: [
      {
        by: 'rohan-devadas',
        quality: 0.87,
        body: `Lines, **few**, labelled at their ends. Beyond four, show small charts side by side with the same scale; the eye compares shapes far better than colours in a legend.

And start from what the reader should *say* after looking: "it fell when we changed the price". If the chart does not say it, the chart is wrong, whatever its kind.`,
      },
      {
        by: 'linh-tran',
        quality: 0.7,
        body: `A table, if there are fewer than twelve numbers. Nobody has ever misread one of mine.`,
      },
    ],
  },
  {
    title: 'When may I trust an average?',
    topics: ['data analysis'],
    accepted: 0,
    answers: [
      {
        by: 'linh-tran',
        quality: 0.91,
        body: `When you have seen the histogram. Waiting times, incomes, views: all of them lean, and a few large values carry the mean away.

| what you want to say | use |
| --- | --- |
| what a typical person sees | the median |
| what the unlucky tenth sees | the 90th percentile |
| what we have to pay for | the sum |

The average is right for the last row only, and there you want the sum anyway.`,
      },
      { by: 'owen-price', quality: 0.76, body: `Never of percentages. Go back to the counts.` },
    ],
  },
  {
    title: 'How do you stop a dashboard from growing for ever?',
    topics: ['data analysis', 'product management'],
    answers: [
      {
        by: 'rohan-devadas',
        quality: 0.85,
        body: `Each chart has an owner and a **question**. Once a quarter we hide all those that nobody opened; whoever misses one may have it back by telling us what they decided with it. We went from 140 to 19, and nobody has written a letter.`,
      },
      {
        by: 'owen-price',
        quality: 0.69,
        body: `Put the date of the last decision that it led to into the title. Embarrassment does the rest.`,
      },
    ],
  },
  {
    title: 'Is five thousand visitors enough for an experiment?',
    topics: ['data analysis'],
    answers: [
      {
        by: 'rohan-devadas',
        quality: 0.8,
        body: `Depends on what you hope to see. With a conversion of 4 % and five thousand people a side you will notice a change of about *a quarter* of it. If you hope for two per cent more, you need some hundred times as many.

Do that sum before, write down when you will stop, and do not look every morning.`,
      },
    ],
  },
  {
    title: 'Do commit messages matter?',
    topics: ['writing', 'engineering'],
    accepted: 0,
    answers: [
      {
        by: 'samuel-achterberg',
        quality: 0.84,
        body: `The line that says *why* does. What changed, I can see. In five years the message is the only colleague who was there.`,
      },
      {
        by: 'jiri-novotny',
        quality: 0.72,
        body: `One idea for each. If you need "and" in the first line, there are two commits in it.`,
      },
    ],
  },
  {
    title: 'Which keyboard do you recommend?',
    topics: ['careers'],
    withdrawn: true,
    answers: [],
  },
];
