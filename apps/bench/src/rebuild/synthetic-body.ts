const SENTENCES = [
  'Start from the problem that somebody has today, and write it down in their own words.',
  'A **decision** that nobody can explain a month later was not a decision.',
  'Measure twice; the second number is the one that you will trust.',
  'Ask `why` until the answer is about people.',
  'It depends on how often the thing changes and on who has to change it.',
  'Small steps are not slow: they are the only ones that you can take back.',
  'Talk to the team that runs it at night before you choose how it is built.',
];
const LIST = '\n\n- name the goal\n- name the limit\n- agree on the first step\n\n';

/** Lengths are log-normal about a median of 460 bytes, cut at 8 KiB; as long as bodies of a real site are. */
export function bodyOf(random: () => number): string {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const length = Math.min(8192, Math.max(40, 460 * Math.exp(0.95 * normal)));
  let body = `Note ${Math.floor(random() * 1e9)}. `;
  while (body.length < length) body += random() < 0.12 ? LIST : `${SENTENCES[Math.floor(random() * SENTENCES.length)]} `;
  return body.slice(0, length).trim();
}
