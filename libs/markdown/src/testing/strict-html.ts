/** What rendered Markdown may hold at all: elements, and for each its attributes with the values they may take. */
const WEB_OR_MAIL = /^(?:https?:\/\/[^\s/?#]|mailto:[^\s/?#])[\x21-\x7e]*$/i;
const ELEMENTS: Record<string, Record<string, RegExp>> = {
  ...Object.fromEntries(
    'p h1 h2 h3 h4 h5 h6 blockquote ul li pre hr table thead tbody tr em strong del br sub sup kbd ins s'
      .split(' ')
      .map((tag) => [tag, {}]),
  ),
  ol: { start: /^\d{1,9}$/ },
  th: { align: /^(?:left|center|right)$/ },
  td: { align: /^(?:left|center|right)$/ },
  code: { class: /^language-\S+$/ },
  a: { href: WEB_OR_MAIL, title: /^/, rel: /^nofollow ugc noopener$/ },
  input: { type: /^checkbox$/, checked: /^$/, disabled: /^$/, 'aria-label': /^(?:Completed|Incomplete) task$/ },
};
const EMPTY = new Set(['hr', 'br', 'input']);
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)( \/)?>|[^<>]+/y;
const ENTITY = /&(?:amp|lt|gt|quot);/g;

/**
 * Reads HTML as strictly as a suspicious person would, sharing nothing with the renderer: only the elements and attributes above, every
 * element closed in order, no link in a link, no bare `<`, `>` or `&`. Returns what is wrong with it, or undefined.
 */
export function faultOf(html: string): string | undefined {
  const open: string[] = [];
  for (let at = 0; at < html.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(html);
    if (!match) return `no HTML we know: ${html.slice(at, at + 60)}`;
    const [whole, slash, tag, attributes = '', selfClosing] = match;
    if (whole.replace(ENTITY, '').includes('&')) return `a bare ampersand: ${whole.slice(0, 60)}`;
    if (tag === undefined) {
      if (CONTROL.test(whole)) return `a control character: ${JSON.stringify(whole.slice(0, 60))}`;
      continue;
    }
    const allowed = ELEMENTS[tag];
    if (!allowed) return `element not allowed: ${whole}`;
    if (slash) {
      if (open.pop() !== tag || attributes || selfClosing) return `unexpected ${whole}`;
      continue;
    }
    if (EMPTY.has(tag) !== Boolean(selfClosing)) return `wrongly closed: ${whole}`;
    if (tag === 'a' && open.includes('a')) return `link in a link: ${whole}`;
    const names = new Set<string>();
    for (const [, name = '', value = ''] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      if (!allowed[name]?.test(unescape(value)) || names.has(name)) return `attribute not allowed: ${whole}`;
      names.add(name);
    }
    if (tag === 'a' && !(names.has('rel') && names.has('href'))) return `link without rel or href: ${whole}`;
    if (tag === 'input' && !(names.has('type') && names.has('disabled'))) return `input that works: ${whole}`;
    if (!selfClosing) open.push(tag);
  }
  return open.length > 0 ? `never closed: ${open.join(' ')}` : undefined;
}

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const CHARACTERS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const unescape = (text: string) => text.replace(ENTITY, (entity) => CHARACTERS[entity] as string);
