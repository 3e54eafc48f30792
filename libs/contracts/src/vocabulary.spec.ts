import {
  answerBody,
  bio,
  handle,
  instant,
  line,
  links,
  optionalLine,
  personName,
  questionBody,
  title,
  topicNames,
  uuid,
} from './vocabulary.ts';

describe('a line of text', () => {
  it('is kept in NFC, trimmed', () => expect(line(10).parse('  cafe\u0301 ')).toBe('café'));

  it.each([
    ['diacritics', 'Chloë Åström'],
    ['Cyrillic', 'Дмитрий Орлов'],
    ['Han', '林 小雨'],
    ['Arabic with a right-to-left mark', 'مرحبا\u200f!'],
    ['Devanagari with a joiner', 'क्\u200dष'],
    ['a family of emoji', '👩‍👩‍👧‍👦'],
    ['a flag and a variation selector', '🏳️‍🌈'],
    ['markup, which is only text here', '<script>alert(1)</script>'],
  ])('takes %s unharmed', (_what, text) => expect(line(120).parse(text)).toBe(text.normalize('NFC')));

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00a0\u3000 '],
    ['zero-width characters only', '\u200b\u200d\u2060'],
    ['NUL', 'a\0b'],
    ['a lone high surrogate', 'a\ud83d'],
    ['a lone low surrogate', '\ude00a'],
    ['surrogates in the wrong order', '\ude00\ud83d'],
    ['a right-to-left override', 'abc\u202edef'],
    ['a direction isolate', 'abc\u2067def'],
    ['a byte order mark inside', 'a\ufeffb'],
    ['a line break', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['a tab', 'a\tb'],
    ['an escape sequence', '\u001b[31mred'],
    ['a number', 7],
  ])('refuses %s', (_what, text) => expect(line(120).safeParse(text).success).toBe(false));

  it.each(['x', 'é', 'ж', '語', '🦉'])('counts code points: 300 of %s fit, 301 do not', (character) => {
    expect(title.safeParse(character.repeat(300)).success).toBe(true);
    expect(title.safeParse(character.repeat(301)).success).toBe(false);
  });
  it('counts after composing and trimming', () => {
    expect(title.safeParse(` ${'e\u0301'.repeat(300)} `).success).toBe(true);
    expect(title.safeParse('e\u0301'.repeat(301)).success).toBe(false);
  });
  it('does not look at more than it must of a huge one', () =>
    expect(title.safeParse(' '.repeat(1_000_000)).success).toBe(false));
  it('bounds names and topics', () => {
    expect([120, 121].map((length) => personName.safeParse('n'.repeat(length)).success)).toEqual([true, false]);
    expect([5, 6].map((length) => topicNames.safeParse(Array(length).fill('topic')).success)).toEqual([true, false]);
  });
  it('may be empty where it is optional, but not blank', () => {
    expect(optionalLine(9).parse('')).toBe('');
    expect(optionalLine(9).safeParse(' ').success).toBe(false);
  });
});

describe('Markdown', () => {
  it('is kept as written', () => {
    const text = '\r\n  cafe\u0301 \t\n';
    expect(questionBody.parse(text)).toBe(text);
  });
  it.each(['x', 'é', '語', '🦉'])('counts characters, not bytes: %s', (character) => {
    expect(questionBody.safeParse(character.repeat(65_536)).success).toBe(true);
    expect(questionBody.safeParse(character.repeat(65_537)).success).toBe(false);
  });
  it('bounds a bio', () =>
    expect([8192, 8193].map((length) => bio.safeParse('b'.repeat(length)).success)).toEqual([true, false]));
  it('may be empty for a question, not for an answer', () => {
    expect(questionBody.safeParse('').success).toBe(true);
    for (const nothing of ['', ' \n', '\u200b']) expect(answerBody.safeParse(nothing).success).toBe(false);
  });
  it.each(['\0', '\ud83d', 'a\udc00'])('refuses what is not well-formed: %j', (text) =>
    expect(questionBody.safeParse(text).success).toBe(false),
  );
});

it.each(['ab', 'ada-lindqvist', '0x', 'a'.repeat(40)])('takes the handle %s', (name) => expect(handle.parse(name)).toBe(name));
it.each(['a', 'Ada', 'adä', '-ada', 'ada-', 'a--b', 'a_b', 'ada\n', 'a'.repeat(41)])('refuses the handle %j', (name) =>
  expect(handle.safeParse(name).success).toBe(false),
);

it.each(['https://ada.example/a?b#c', 'http://ada.example'])('takes the link %s', (url) =>
  expect(links.safeParse([{ label: 'Site', url }]).success).toBe(true),
);
it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://ada.example',
  '//ada.example',
  'ada',
  ' javascript:alert(1)',
  `https://a.example/${'x'.repeat(500)}`,
])('refuses the link %j', (url) => expect(links.safeParse([{ label: 'Site', url }]).success).toBe(false));

it('takes instants in one form only', () => {
  expect(instant.safeParse('2026-03-02T10:00:00.000Z').success).toBe(true);
  for (const other of [
    '2026-03-02',
    '2026-03-02T10:00:00Z',
    '2026-03-02T10:00:00.000+01:00',
    '2026-13-02T10:00:00.000Z',
    '2026-03-02T24:00:00.000Z',
  ])
    expect(instant.safeParse(other).success).toBe(false);
});

it('keeps ids in lower case', () => {
  expect(uuid.parse('5C1F5F6E-0F0B-4D6A-9A53-3D8F6A1C7B10')).toBe('5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10');
  expect(uuid.safeParse('1 OR 1=1').success).toBe(false);
});
