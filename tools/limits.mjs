// docs/reference/limits.md: every bound and rate, from the constants that hold them. `npm run docs` writes it, a test of apps/e2e compares.

/**
 * `http`: LIMITS, FLOW, RATES, PATIENCE, ALWAYS, NO_QUEUE, LOOKED_UP of libs/platform/http; `markdown`: FACE_LIMITS, STRUCTURE_LIMITS; `pages`: AT_ONCE
 * of libs/read-models; `mostSum`: MOST_SUM of libs/kernel; `api`: the OpenAPI description. Gives Markdown.
 */
export function limitsReference({ http, markdown, pages, mostSum, api }) {
  const { LIMITS, FLOW, RATES, PATIENCE, ALWAYS, NO_QUEUE, LOOKED_UP } = http;
  const { FACE_LIMITS: face, STRUCTURE_LIMITS: structure } = markdown;
  const rate = (name) => `${number(RATES[name].points)} in ${number(RATES[name].seconds)} s`;
  return [
    '# Limits',
    '',
    'Generated from the code (`npm run docs`). What is beyond a limit is refused by a code of [the closed list](errors.md); nothing is cut off silently.',
    '',
    '## Requests and responses',
    '',
    ...table(
      ['what', 'at most', 'beyond it'],
      [
        ['a body', bytes(LIMITS.body), '`payload-too-large`'],
        ['a body of `POST /v1/views`', bytes(32 * 1024), '`payload-too-large`'],
        ['a URL', `${number(LIMITS.url)} characters`, '`uri-too-long`'],
        ['all headers', bytes(LIMITS.headers), '`headers-too-large`'],
        ['time until a request has arrived whole', seconds(LIMITS.requestTimeout), '`request-timeout`'],
        ['responses of a process that clients have not taken yet', bytes(FLOW.inFlight), '`overloaded`'],
        [
          `time in which a client takes ${bytes(FLOW.slowest.bytes)} of a long response`,
          seconds(FLOW.slowest.ms),
          'the connection is closed',
        ],
        ['a sum of views, counted or imported, of one thing or of several', number(mostSum), 'the sum stands still'],
        [
          'answers on a page or in one part of their list',
          `${pages.answers}, and ${bytes(pages.bytes)} of bodies`,
          '`next` goes on',
        ],
      ],
    ),
    '',
    '## Rates',
    '',
    'Changed by `STOA_RATE_LIMITS` ([configuration](configuration.md)). Admins, and with them imports, are not counted. Beyond a rate: 429 `rate-limited` with `Retry-After`.',
    '',
    ...table(
      ['what', 'of whom', 'at most'],
      [
        ['commands (`writes`)', 'a member', rate('writes')],
        ['questions, answers and profiles, written or changed (`content`)', 'a member', rate('content')],
        ['requests without a token (`requests`)', 'an address (an IPv6 network of /64 is one)', rate('requests')],
        ['tokens that open nothing (`wrong-tokens`)', 'an address', rate('wrong-tokens')],
        [
          'tokens that are looked up although they open nothing; right ones are admitted until then, and after it those that this process has admitted before',
          'an address',
          `${LOOKED_UP} times as many`,
        ],
      ],
    ),
    '',
    '## Overload',
    '',
    `When more comes than a process can answer in time, requests are refused with 503 \`overloaded\` and \`Retry-After\` before their bodies are read. How long one would wait follows from those in flight and how fast they are answered; up to ${NO_QUEUE} in flight are no queue. Turned off by \`STOA_OVERLOAD=off\`. What has come in and was not begun with for twice as long as its own kind may wait is refused too. Health and what operators look at are never refused.`,
    '',
    ...table(
      [
        'refused',
        'when commands, or pages before analytics, wait longer than',
        'when its own kind waits longer than',
        'taken all the same',
      ],
      [
        [
          'analytics: queries, dashboards, explanations',
          ms(PATIENCE.analytics.others),
          ms(PATIENCE.analytics.own),
          `${ALWAYS.analytics} in a second`,
        ],
        ['pages, lists and all other reads', ms(PATIENCE.reads.others), ms(PATIENCE.reads.own), `${ALWAYS.reads} in a second`],
        ['commands, and what readers saw (`POST /v1/views`)', '–', ms(PATIENCE.writes.own), '–'],
      ],
    ),
    '',
    '## Markdown',
    '',
    'Refused before it is parsed, by what is outside of fenced code:',
    '',
    ...table(
      ['what', 'at most'],
      [
        ['lines that are not blank', number(face.lines)],
        ['opening brackets', number(face.brackets)],
        ['columns of a table', number(face.columns)],
        ['HTML tags and comments', number(face.tags)],
      ],
    ),
    '',
    'Refused after it was parsed:',
    '',
    ...table(
      ['what', 'at most'],
      Object.entries(structure).map(([name, most]) => [`\`${name}\``, number(most)]),
    ),
    '',
    '[What each of them counts](markdown.md#limits).',
    '',
    '## Fields',
    '',
    ...table(['request', 'field', 'limit'], fieldsOf(api)),
    '',
  ].join('\n');
}

/** `[request, field, limit]` of each field of a body, and of each parameter, that has one. */
function fieldsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, parameters = [] }]) => {
      const request = `\`${method.toUpperCase()} ${path}\``;
      const schema = Object.values(requestBody?.content ?? {})[0]?.schema ?? {};
      const fields = [...limited(schema, ''), ...parameters.filter(({ in: where }) => where === 'query').flatMap(({ name, schema: of }) => limited(of, `?${name}`))]; // prettier-ignore
      return fields.map(([field, limit]) => [request, `\`${field}\``, limit]);
    }),
  );
}

/** `[field, limit]` of what a schema bounds. */
function limited(schema, name) {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum, properties = {}, items, anyOf = [] } = schema;
  const between = (least, most, unit) => `${least ? `${number(least)} to ` : 'at most '}${number(most)}${unit}`;
  const own = [
    ...(maxLength === undefined ? [] : [between(minLength, maxLength, ' characters')]),
    ...(maxItems === undefined ? [] : [between(minItems, maxItems, ' items')]),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [`${number(minimum ?? 0)} to ${number(maximum)}`]),
  ];
  const inside = (key) => (name === '' ? key : `${name}.${key}`);
  return [
    ...own.map((limit) => [name, limit]),
    ...Object.entries(properties).flatMap(([key, of]) => limited(of, inside(key))),
    ...(items ? limited(items, `${name}[]`) : []),
    ...anyOf.flatMap((one) => limited(one, name)),
  ];
}

const number = (value) => value.toLocaleString('en-US');
const ms = (value) => `${number(value)} ms`;
const seconds = (ms) => `${number(ms / 1000)} s`;
const bytes = (value) => (value % 2 ** 20 === 0 ? `${value / 2 ** 20} MiB` : `${number(value / 1024)} KiB`);
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
