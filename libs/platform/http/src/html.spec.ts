import { html, trusted } from './html.ts';

describe('html', () => {
  it('escapes every value', () => {
    expect(html`<p title="${'"\'<>&'}">${'</p>'}</p>`.text).toBe('<p title="&quot;&#39;&lt;&gt;&amp;">&lt;/p&gt;</p>');
  });
  it('takes HTML as it is, lists one after the other, and nothing for nothing', () => {
    expect(html`${trusted('<b>')}${[html`<p></p>`, '&']}${null}${undefined}${false}${0}`.text).toBe('<b><p></p>&amp;0');
  });
});
