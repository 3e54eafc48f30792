import { createHash } from 'node:crypto';

/** The pages' one stylesheet: readable type, light and dark, wide and narrow. */
export const CSS = `
:root { color-scheme: light dark; --ink: #1d1f23; --soft: #5c6370; --paper: #fdfdfb; --card: #fff; --line: #e3e2dc; --accent: #1f5f99; --good: #23713d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e6e2; --soft: #a3a7b0; --paper: #16181c; --card: #1d2025; --line: #33373e; --accent: #8dbfee; --good: #84cf9c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -99em; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; }
.site { border-bottom: 1px solid var(--line); padding: .9rem 1.25rem; } .site a { font-weight: 700; text-decoration: none; color: var(--ink); letter-spacing: .02em; }
main { max-width: 70rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 2.5rem; align-items: start; }
@media (max-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; } h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
.meta { color: var(--soft); font-size: .92rem; margin: 0 0 1rem; } .meta > * + *::before { content: "·"; margin: 0 .45em; }
.topics { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; padding: 0; margin: 0 0 1.25rem; }
.topics a { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .7rem; font-size: .88rem; text-decoration: none; }
.note { border-left: 4px solid var(--line); padding: .4rem 1rem; color: var(--soft); margin: 0 0 1.25rem; }
.answers { list-style: none; margin: 0; padding: 0; }
.answer { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.2rem 1.4rem .9rem; margin: 0 0 1.25rem; }
.answer.accepted { border-color: var(--good); } .badge { color: var(--good); font-weight: 600; }
.who { margin: 0; font-size: 1.05rem; font-weight: 650; } .role { margin: 0; color: var(--soft); font-size: .92rem; }
.body { margin: .9rem 0; } .body > :first-child { margin-top: 0; } .body > :last-child { margin-bottom: 0; }
.body pre { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; font-size: .9rem; }
.body code { font-family: ui-monospace, "Cascadia Code", Menlo, monospace; font-size: .92em; }
.body blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 4px solid var(--line); color: var(--soft); }
.body table { border-collapse: collapse; display: block; overflow-x: auto; } .body th, .body td { border: 1px solid var(--line); padding: .3rem .7rem; text-align: left; }
.body h1, .body h2, .body h3, .body h4 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; }
.aside { border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; background: var(--card); }
.board { margin: 0; padding: 0; list-style: none; counter-reset: rank; } .board li { padding: .55rem 0; border-top: 1px solid var(--line); } .board li:first-child { border-top: 0; }
.board .score { float: right; color: var(--soft); font-variant-numeric: tabular-nums; font-size: .9rem; }
.list { list-style: none; padding: 0; margin: 0; } .list li { border-top: 1px solid var(--line); padding: 1rem 0; } .list h2 { margin: 0 0 .2rem; font-size: 1.15rem; } .list a { text-decoration: none; } .list a:hover { text-decoration: underline; }
nav.more { margin-top: 1.5rem; display: flex; gap: 1rem; flex-wrap: wrap; } .formula { color: var(--soft); font-size: .82rem; margin: .9rem 0 0; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; padding: 1rem 1.25rem; }
`.trim();

export const CSS_FILE = `stoa.${createHash('sha256').update(CSS).digest('hex').slice(0, 12)}.css`;
