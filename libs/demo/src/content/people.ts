import type { DemoQuestion } from './content.ts';

export const PEOPLE: DemoQuestion[] = [
  {
    title: 'How many interviews are enough?',
    topics: ['user research'],
    accepted: 0,
    answers: [
      {
        by: 'solveig-aas',
        quality: 0.94,
        body: `Until you can **predict the next one**. I write down, before each conversation, what I expect to hear. After five or six with the same kind of person my guesses are good, and then I change the kind of person.

The number is not about statistics. It is about when you stop being surprised.`,
      },
      {
        by: 'ayse-demir',
        quality: 0.81,
        body: `Fewer than you fear and more often than you do. Two people every Thursday, all year, beats thirty in March. The calendar entry is the method: whoever is free on the team sits in.`,
      },
      {
        by: 'mei-lindqvist',
        quality: 0.75,
        body: `One is enough to find a barrier. If one blind person cannot get past your sign-up, you do not need a sample, you need a *fix*.`,
      },
    ],
  },
  {
    title: 'Which question do you ask in every interview?',
    topics: ['user research'],
    accepted: 1,
    answers: [
      {
        by: 'ayse-demir',
        quality: 0.78,
        body: `"Tell me about the last time." Never "do you usually". People are honest about Tuesday and generous about themselves in general.`,
      },
      {
        by: 'hana-sato',
        quality: 0.87,
        body: `"**What did you do instead?**" Everybody has a way round: a notebook, a colleague, a group chat. That is your competitor, and it is free, fast and beloved.`,
      },
    ],
  },
  {
    title: 'Do surveys ever work?',
    topics: ['user research', 'data analysis'],
    answers: [
      {
        by: 'linh-tran',
        quality: 0.79,
        body: `To count something that you already understand, yes. To find out what to count, no.

Check three things before you send one: could a person answer *honestly* and be wrong? Does any answer change what you do? Would you bet money on the direction of the result? If the last is "yes", save everybody the time.`,
      },
      { by: 'solveig-aas', quality: 0.7, body: `The open field at the end does. I read those first, all of them, by hand.` },
    ],
  },
  {
    title: 'Where do I start with accessibility in an old application?',
    topics: ['accessibility'],
    body: 'Twelve years old, three frameworks, no budget line. I have two days a month.',
    accepted: 0,
    answers: [
      {
        by: 'ingrid-molina',
        quality: 0.96,
        body: `Unplug your mouse and do the **one thing** that most people come for. Write down each place where you get stuck or lost. That list, in that order, is your plan for a year.

Typical first entries, and what they cost:

1. the focus cannot be seen: an hour
2. a dialog does not give the focus back: an hour
3. form errors are only red: a day
4. the date picker: *replace it by a text field*

Then show the list to whoever owns the budget, with a person reading your page by a screen reader. Two minutes are enough.`,
      },
      {
        by: 'gael-lefevre',
        quality: 0.83,
        body: `Use the elements that exist. A \`<button>\` has keyboard, focus, role and name for free; a \`<div onclick>\` has none. In an old code base a search for \`onclick\` on \`div\` and \`span\` is a to-do list that you can finish.`,
      },
      {
        by: 'mei-lindqvist',
        quality: 0.8,
        body: `With headings. Someone who listens to your page *walks by headings*. If there are none, they walk through everything. It is the cheapest day you will spend.`,
      },
    ],
  },
  {
    title: 'Is an automatic accessibility checker enough?',
    topics: ['accessibility'],
    answers: [
      {
        by: 'ingrid-molina',
        quality: 0.86,
        body: `No, and run it anyway, in every build. It finds a third of the problems: missing names, low contrast, broken references. It cannot know that your alternative text says "image", or that the order makes no sense.

So: the machine for what machines see, ten minutes by keyboard for each new screen, and people with disabilities before anything large.`,
      },
      {
        by: 'bruno-cardoso',
        quality: 0.6,
        body: `Ours was green for a year while nobody could close the cookie banner without a mouse.`,
      },
    ],
  },
  {
    title: 'Are dark themes an accessibility feature?',
    topics: ['accessibility'],
    closed: 'Mostly a matter of taste as it is asked; ask about contrast or about glare instead',
    answers: [
      {
        by: 'gael-lefevre',
        quality: 0.64,
        body: `For some people with light sensitivity, yes. For many with astigmatism, light text on black is *harder*. Follow the system's setting and let people change it.`,
      },
    ],
  },
  {
    title: 'How do I move from support into product?',
    topics: ['careers', 'product management'],
    accepted: 0,
    answers: [
      {
        by: 'lucia-ferrante',
        quality: 0.89,
        body: `You already have what others have to hire for: you know where it hurts, by name and frequency. **Make it visible.**

- once a month, one page: the five things that cost people most, with a quote each
- bring one of them to the team with a proposal, not a complaint
- ask to sit in when it is built, and write the note for customers

After three pages people will ask you before they decide. The title follows, here or elsewhere.`,
      },
      {
        by: 'maeve-oconnell',
        quality: 0.72,
        body: `As one who reads applications: show me a decision that you changed and how. It beats every certificate.`,
      },
      {
        by: 'amara-okonjo',
        quality: 0.77,
        body: `Two of my best came that way. Both had been the person who sent *reproducible* bug reports. Say to your manager that you want it; I could not have guessed.`,
      },
    ],
  },
  {
    title: 'What do you look for in a first conversation with a candidate?',
    topics: ['careers', 'engineering'],
    answers: [
      {
        by: 'maeve-oconnell',
        quality: 0.82,
        body: `Whether they can **change their mind in the room**. I give a piece of information that contradicts what they just said. Some defend, some freeze, and some say "oh, then…". I hire the third kind.`,
      },
      {
        by: 'noa-ben-ami',
        quality: 0.74,
        body: `What they are curious about that is not on the page. And whether they ask me anything that I cannot answer.`,
      },
    ],
  },
  {
    title: 'Should I become a manager?',
    topics: ['careers', 'engineering'],
    accepted: 1,
    answers: [
      {
        by: 'tomas-echeverria',
        quality: 0.71,
        body: `Try it for six months with a way back agreed in writing. If you count the days until you can write code again, that is an answer, and no shame in it.`,
      },
      {
        by: 'lucia-ferrante',
        quality: 0.86,
        body: `Look at what you do on a good day *without being asked*. Do you explain, connect, smooth, decide? Or do you disappear into a problem and come back happy?

The job is the first list, all day, with the results belonging to others. Money and respect can be had on both roads in a decent company; if they cannot in yours, that is a different question.`,
      },
    ],
  },
];
