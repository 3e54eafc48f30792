/** The pages' one stylesheet: readable type, light and dark, wide and narrow. */
export const CSS = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #fff; --ink: #1c1b19; --soft: #615d55; --line: #e2ded5; --link: #1a5490; --good: #1c6b38; --good-paper: #eef7f0; --code: #f3f1eb;
  --text: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --display: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "Liberation Serif", serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #151518; --card: #1d1d21; --ink: #e9e7e2; --soft: #a7a39a; --line: #35343a; --link: #8fbdf0; --good: #86d09d; --good-paper: #1a2720; --code: #26262b; }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--text); overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 3px; }
h1, h2, h3, p { margin: 0; }
h1 { font: 600 clamp(1.65rem, 1.2rem + 2vw, 2.35rem)/1.2 var(--display); letter-spacing: -.01em; text-wrap: balance; }
h2 { font: 600 1.3rem/1.3 var(--display); }
small { font-size: 1em; opacity: .85; }
code { font: .9em ui-monospace, "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace; }
ol[role=list], ul.topics { list-style: none; margin: 0; padding: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 1; padding: .5rem 1rem; background: var(--card); border-radius: 0 0 6px 6px; }
.skip:focus { top: 0; }

.site { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .9rem max(1.25rem, 50vw - 36rem); color: var(--soft); font-size: .92rem; }
header.site { border-bottom: 1px solid var(--line); }
footer.site { border-top: 1px solid var(--line); justify-content: space-between; margin-top: auto; }
.site .name { font: 700 1.35rem/1 var(--display); color: var(--ink); text-decoration: none; }
.account { margin-inline-start: auto; display: flex; gap: .75rem; align-items: baseline; }
.account button { padding: 0; border: 0; background: none; color: var(--link); font: inherit; text-decoration: underline; text-underline-offset: .18em; cursor: pointer; }
main { width: 100%; max-width: 74.5rem; margin: 0 auto; padding: 2.25rem 1.25rem 4rem; }
.single { max-width: 46rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 19.5rem; gap: 3.5rem; align-items: start; }

.meta { --gap: 1.3em; display: flex; flex-wrap: wrap; margin-inline-start: calc(-1 * var(--gap)); color: var(--soft); font-size: .9rem; }
/* The dot before whatever begins a line is clipped away. */
.meta { clip-path: inset(-4px -4px -4px var(--gap)); } .meta:dir(rtl) { clip-path: inset(-4px var(--gap) -4px -4px); }
.meta > *::before { content: "·"; display: inline-block; width: var(--gap); text-align: center; color: var(--soft); font-weight: 400; }
.meta a { color: inherit; text-decoration: none; } .meta a:hover time { text-decoration: underline; }
.meta a[href$="/views"] { text-decoration: underline dotted; text-underline-offset: .25em; } .meta a[href$="/views"]:hover { text-decoration-style: solid; }
.question > .meta { margin-block: .6rem .9rem; }
.topics { display: flex; flex-wrap: wrap; gap: .4rem; }
.topics a { display: block; padding: .1rem .75rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: .88rem; text-decoration: none; }
.topics a:hover { border-color: currentColor; }
.note { margin-top: 1.25rem; padding: .6rem 1rem; border-inline-start: 4px solid var(--line); background: var(--card); }
.mark { color: var(--good); font-weight: 600; }
.rank { color: var(--soft); font: 1.15rem/1.45 var(--display); font-variant-numeric: tabular-nums lining-nums; text-align: end; min-width: 1.1em; }
.role { color: var(--soft); font-size: .92rem; line-height: 1.4; }
.formula { margin-top: 1rem; color: var(--soft); font-size: .85rem; max-width: 44rem; }

.question > .body { margin-top: 1.25rem; }
.question section { margin-top: 2.5rem; }
.answers { margin-top: 1rem !important; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
.answer { padding: 1.35rem 1.5rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; scroll-margin-top: 1rem; }
.answer:target { border-color: var(--link); }
.answer header { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .8rem; align-items: start; }
.answer .who { font: 650 1.1rem/1.45 var(--text); }
.answer .body { margin: .9rem 0 1rem; }
.answer footer { padding-top: .75rem; border-top: 1px solid var(--line); }
.accepted { border-color: var(--good); }
.accepted-mark { padding: .05rem .7rem; border-radius: 99px; background: var(--good-paper); color: var(--good); font-size: .88rem; font-weight: 600; white-space: nowrap; }

.body { max-width: 44rem; }
.body > * { margin: 0 0 .85em; } .body > :last-child { margin-bottom: 0; }
.body :is(h2, h3, h4, h5, h6) { font: 650 1.05rem/1.4 var(--text); margin-top: 1.3em; } .body > :first-child { margin-top: 0; }
.body :is(ul, ol) { padding-inline-start: 1.5em; } .body li + li { margin-top: .3em; } .body li > p { margin: 0 0 .5em; }
.body li:has(> input) { list-style: none; margin-inline-start: -1.4em; }
.body blockquote { padding: .1em 0 .1em 1.1em; border-inline-start: 3px solid var(--line); color: var(--soft); } .body blockquote blockquote { margin-inline: 0; } .body blockquote > * { margin-block: 0 .85em; } .body blockquote > :last-child { margin-bottom: 0; }
.body :not(pre) > code { padding: .1em .35em; border-radius: 4px; background: var(--code); }
.body :is(sub, sup) { line-height: 0; } .body kbd { padding: .1em .4em; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; background: var(--code); font: .85em ui-monospace, Menlo, Consolas, monospace; }
.body pre { padding: .85rem 1rem; overflow-x: auto; border-radius: 8px; background: var(--code); line-height: 1.5; overflow-wrap: normal; }
.body table { display: block; overflow-x: auto; overflow-wrap: normal; border-collapse: collapse; } .body :is(th, td) { padding: .35rem .8rem; border: 1px solid var(--line); } .body th:not([align]) { text-align: start; }
.body hr { border: 0; border-top: 1px solid var(--line); margin: 1.5em 0; }

aside { padding: 1.35rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.board { margin-top: .75rem !important; }
.board > li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 .8rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.board > li:first-child { border-top: 0; }
.board .who { font-weight: 650; line-height: 1.45; } .board .meta { font-size: .85rem; }
.board .score { font-variant-numeric: tabular-nums; font-weight: 600; line-height: 1.65; }
.periods { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); font-size: .95rem; }
.periods [aria-current] { color: var(--ink); font-weight: 650; text-decoration: none; }

.list { margin-top: .75rem !important; }
.list > li { padding: 1.05rem 0; border-top: 1px solid var(--line); } .list > li:first-child { border-top: 0; }
.list h2 { font-size: 1.2rem; text-wrap: pretty; } .list h2 a { text-decoration: none; } .list h2 a:hover { text-decoration: underline; }
.list .meta { margin-top: .2rem; }
.more { display: flex; gap: 1.5rem; margin-top: 1.5rem; }
.sign-in { display: grid; gap: .6rem; margin-top: 1.25rem; max-width: 30rem; } .sign-in .note, .sign-in .formula { margin: 0; }
.sign-in label { font-weight: 650; } .sign-in input { padding: .55rem .75rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--card); color: inherit; font: inherit; }
.sign-in button { justify-self: start; padding: .5rem 1.25rem; border: 0; border-radius: 6px; background: var(--link); color: var(--paper); font: 650 1rem/1.5 var(--text); cursor: pointer; }
.refusal > * + * { margin-top: .75rem; } .refusal .status { color: var(--soft); font: 1.15rem/1 var(--display); letter-spacing: .08em; }

@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: 2.5rem; } }
@media (max-width: 34rem) {
  main { padding-top: 1.5rem; } .claim { display: none; }
  .answer { padding: 1.1rem 1.1rem .9rem; } .answer header { grid-template-columns: auto 1fr; } .accepted-mark { grid-column: 2; justify-self: start; margin-top: .35rem; }
}
@media print { .skip, .site, aside { display: none; } .columns { display: block; } .answer { break-inside: avoid; } }
`.trim();
