import { agentOf } from './agent.ts';
import { crawlerName } from './crawlers.ts';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

describe('a user agent', () => {
  it.each([
    [CHROME, 'Chrome', 'Windows', 'desktop'],
    [`${CHROME} Edg/131.0.0.0`, 'Edge', 'Windows', 'desktop'],
    [`${CHROME} OPR/115.0.0.0`, 'Opera', 'Windows', 'desktop'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox', 'Linux', 'desktop'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15', 'Safari', 'macOS', 'desktop'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari', 'iOS', 'phone'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1', 'Chrome', 'iOS', 'phone'],
    ['Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1', 'Safari', 'iOS', 'tablet'],
    ['Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36', 'Samsung Internet', 'Android', 'phone'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox', 'Android', 'phone'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36', 'Chrome', 'ChromeOS', 'desktop'],
    ['Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'other', 'other', 'other'],
  ])('%s', (text, browser, os, device) => expect(agentOf(text)).toEqual({ browser, os, device, bot: null })); // prettier-ignore

  it.each([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot'],
    ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)', 'GPTBot'],
    ['Wget/1.21.4', 'wget'],
    ['curl/8.5.0', 'curl'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36', 'HeadlessChrome'],
    ['Our-Own-Robot/1.0', 'other'],
    ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Nobody-Knows/1.0) Chrome/131.0.0.0 Safari/537.36', 'other'],
    [`${CHROME} Nobody-User/1.0`, 'other'],
    ['', 'none'],
    ['   ', 'none'],
    [undefined, 'none'],
  ])('%s is a bot', (text, bot) => expect(agentOf(text).bot).toBe(bot)); // prettier-ignore

  it.each([
    ['Electron', `${CHROME.replace('Chrome', 'Slack/4.4.2 Chrome')} Electron/30.1.0 Slack_SSB/4.4.2`],
    ["Instagram's window", 'Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 Instagram 406.0 Android IABMV/1'],
  ])('people read in %s', (_name, text) => expect(agentOf(text).bot).toBeNull()); // prettier-ignore

  it('of a bot stays one inside such an app', () => expect(agentOf(`${CHROME} Electron/30.1.0 SomeBot/1.0`).bot).not.toBeNull());

  it("is a bot by the operator's patterns, and by a name that is known rather than by them", () => {
    const patterns = [/intranet-probe/i, /chrome/gi];
    for (let again = 0; again < 3; again++) expect(agentOf(CHROME, patterns).bot).toBe('operator');
    expect(agentOf('Intranet-Probe-Robot', patterns).bot).toBe('operator');
    expect(agentOf('Googlebot/2.1 chrome', patterns).bot).toBe('Googlebot');
    expect(agentOf(CHROME).bot).toBeNull();
  });

  it('tells nothing beyond the lists, whatever it says', () => {
    const told = agentOf('<script>alert(1)</script>/9.9 (=HYPERLINK("http://evil.example"); Mobile)');
    expect(JSON.stringify(told)).not.toMatch(/script|evil|HYPERLINK/);
  });

  it.each([
    ['letters', 'a'.repeat(10_240)],
    ['blanks', `x${' '.repeat(10_240)}x`],
    ['brackets', '('.repeat(10_240)],
    ['a browser again and again', `${CHROME} `.repeat(100)],
    ['NUL and worse', '\u0000\uD800\r\n'.repeat(2560)],
  ])('of 10 KB of %s is read to its 1,024th character', (_name, text) => {
    expect(text.length).toBeGreaterThanOrEqual(10_240);
    expect(agentOf(text)).toEqual(agentOf(text.slice(0, 1024)));
    expect(agentOf(`${text.slice(0, 1024)} Googlebot/2.1`).bot).toBe(agentOf(text.slice(0, 1024)).bot);
  });

  it('is worked out once', () => {
    expect(agentOf(CHROME)).toBe(agentOf(`${CHROME}`));
    for (let other = 0; other < 4100; other++) agentOf(`Mozilla/5.0 (${other}) Gecko/1 Firefox/1`);
    expect(agentOf(CHROME)).toEqual({ browser: 'Chrome', os: 'Windows', device: 'desktop', bot: null });
  });
});

describe('the name of a pattern', () => {
  it.each([
    ['Googlebot\\/', 'Googlebot'],
    ['AdsBot-Google([^-]|$)', 'AdsBot-Google'],
    ['[wW]get', 'wget'],
    ['(sistrix|SISTRIX) [cC]rawler', 'sistrix crawler'],
    ['Ahrefs(Bot|SiteAudit)', 'AhrefsBot'],
    ['(^| )sentry\\/', 'sentry'],
    ['^Apache-HttpClient', 'Apache-HttpClient'],
    ['ContextualBot[\\s\\S]*outcomes\\.net', 'ContextualBot'],
    ['BlogTraffic\\/\\d\\.\\d+ Feed-Fetcher', 'BlogTraffic'],
    ['Riddler \\(http:\\/\\/riddler\\.io', 'Riddler'],
    ['archive\\.org_bot', 'archive.org_bot'],
    ['Netumo|netumo', 'Netumo'],
    [';Owler', 'Owler'],
    ['SSL Labs$', 'SSL Labs'],
    ['[\\s\\S]*', 'other'],
  ])('%s is %s', (pattern, name) => expect(crawlerName(pattern)).toBe(name));
});
