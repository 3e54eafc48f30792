/** What dashboards need beyond the pages' stylesheet. */
export const DASHBOARD_CSS = `
:root {
  --bar: #dfe8f1; --bar-line: #2f6ca8; --before: #8d8779; --down: #97431f;
  --g0: #2f6ca8; --g1: #8fb4d8; --g2: #c9b458; --g3: #b5532b; --g4: #5f8f6b; --g5: #9a86b8; --g6: #6f6a61;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bar: #26384b; --bar-line: #7fb0e6; --before: #8f8a80; --down: #e0956f;
    --g0: #7fb0e6; --g1: #3f6a97; --g2: #cdb75a; --g3: #d9774a; --g4: #7fb58d; --g5: #ab97cc; --g6: #97928a;
  }
}
.dashboard { font-size: 1rem; }
.dashboard ul[role=list] { list-style: none; margin: 0; padding: 0; }
.dashboard h2 { font-size: 1.2rem; } .dashboard h3 { font: 600 1.05rem/1.3 var(--display); }
.dashboard form { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; }
.dashboard label { display: block; color: var(--soft); font-size: .88rem; }
.dashboard input, .dashboard button { font: .95rem/1.5 var(--text); color: var(--ink); padding: .35rem .7rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--card); max-width: 100%; }
.dashboard label input:not([type=hidden]) { display: block; margin-top: .15rem; }
.dashboard button { border-color: var(--link); color: var(--link); cursor: pointer; } .dashboard button:hover { background: var(--bar); }
.reader { margin-inline-start: auto; }

.head h1 { text-wrap: pretty; } .head h1 a { color: inherit; text-decoration: none; } .head h1 a:hover { text-decoration: underline; }
.head .kind { color: var(--soft); font-size: .92rem; } .head .meta { margin-top: .5rem; } .head .meta a { color: var(--link); text-decoration: underline; }
.dashboard:not(.explanation) .head h1 { font-size: clamp(1.4rem, 1.1rem + 1.2vw, 1.9rem); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.notes { margin-top: 1rem; padding: .6rem 1rem; border-inline-start: 4px solid var(--down); background: var(--card); }
.controls { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; align-items: baseline; margin-top: .5rem; border-bottom: 1px solid var(--line); }
.controls .periods { border: 0; margin-top: .75rem; } .compare { color: var(--soft); }
.custom { padding-bottom: .5rem; font-size: .92rem; } .custom[open] { flex-basis: 100%; padding-bottom: 1rem; }
summary { cursor: pointer; color: var(--link); } .zone { color: var(--soft); }
.forms { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin-top: .75rem; }
.dashboard ul.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: 1rem; }
.chips a { display: block; padding: .15rem .75rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: .9rem; text-decoration: none; max-width: 28rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chips a:hover { border-color: currentColor; } .chips .clear { border-color: transparent; background: none; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: 1rem; font-size: .98rem; }
.tabs a { padding-bottom: .15rem; text-decoration: none; } .tabs [aria-current] { color: var(--ink); font-weight: 650; box-shadow: 0 2px 0 var(--bar-line); }

.numbers ul { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); margin-top: 1rem !important; background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.numbers li { display: flex; flex-direction: column; padding: .85rem 1.1rem .7rem; border: solid var(--line); border-width: 0 1px 1px 0; margin: 0 -1px -1px 0; }
.numbers .chosen { box-shadow: inset 0 3px 0 var(--bar-line); }
.numbers .pick { color: var(--ink); text-decoration: none; } .numbers .pick:hover .label { text-decoration: underline; }
.numbers .label { display: block; color: var(--soft); font-size: .9rem; } .chosen .label { color: var(--ink); font-weight: 650; }
.numbers .value { font: 600 1.75rem/1.25 var(--text); font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.change { font-size: .88rem; font-variant-numeric: tabular-nums; color: var(--soft); } .change span { font-size: .7em; vertical-align: .1em; }
.how { margin-top: auto; padding-top: .3rem; color: var(--soft); font-size: .8rem; }
.imported { text-wrap: pretty; margin-top: 1rem; color: var(--soft); font-size: .92rem; max-width: 60rem; } .imported strong { color: var(--ink); font-variant-numeric: tabular-nums; }
.imported.alone { padding: 1.25rem 1.4rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); font-size: 1rem; } .imported.alone strong { font-size: 1.75rem; }
.nothing { margin-top: 1.5rem; padding: 2rem 1.4rem; border: 1px dashed var(--line); border-radius: 10px; text-align: center; } .nothing p { margin: .4rem auto 0; max-width: 40rem; }
.empty { margin-top: .6rem; color: var(--soft); }

.series { margin: 1.5rem 0 0; padding: 1.1rem 1.2rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.series figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1.5rem; align-items: baseline; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; color: var(--soft); font-size: .88rem; }
.key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-inline-end: .45em; border-radius: 2px; background: var(--key, none); vertical-align: -.05em; }
.key.line::before, .key.before::before { height: 0; border-radius: 0; background: none; border-top: 2px solid var(--bar-line); vertical-align: .3em; width: 1.3em; } .key.before::before { border-top: 2px dashed var(--before); }
.group-0 { --key: var(--g0); } .group-1 { --key: var(--g1); } .group-2 { --key: var(--g2); } .group-3 { --key: var(--g3); } .group-4 { --key: var(--g4); } .group-5 { --key: var(--g5); } .group-6 { --key: var(--g6); }
.plot { margin-top: .6rem; }
.chart { display: block; width: 100%; height: auto; overflow: visible; } .chart.narrow { display: none; }
.chart text { fill: var(--soft); font: 13px var(--text); font-variant-numeric: tabular-nums; } .chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
.tick line { stroke: var(--line); } .tick.zero line { stroke: var(--soft); }
.area { fill: var(--bar); opacity: .55; } .chart .line, .chart .before { fill: none; stroke: var(--bar-line); stroke-width: 2; stroke-linejoin: round; } .chart .before { stroke: var(--before); stroke-width: 1.5; stroke-dasharray: 5 4; }
.point rect { fill: transparent; } .point circle { fill: var(--bar-line); stroke: var(--card); stroke-width: 1.5; visibility: hidden; } .point:hover circle, .point .lone { visibility: visible; }
.column rect { fill: var(--key); } .column:hover { opacity: .8; }
.series details { margin-top: .4rem; font-size: .92rem; }
.scroll { max-height: 24rem; margin-top: .6rem; overflow: auto; }
.points { border-collapse: collapse; font-variant-numeric: tabular-nums; } .points :is(th, td) { padding: .2rem .9rem; border-bottom: 1px solid var(--line); text-align: end; white-space: nowrap; overflow-wrap: normal; } .points tr > :first-child { text-align: start; padding-inline-start: 0; font-weight: 400; } .points thead th { color: var(--soft); font-weight: 400; }
.points small { color: var(--soft); opacity: 1; }
.under { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin-top: auto; padding-top: .7rem; font-size: .85rem; } .under .how { margin: 0; padding: 0; font-size: 1em; }

.group, .dashboard > section:not(.numbers, .nothing, .panel) { margin-top: 2.25rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1.1rem; margin-top: .8rem; } .panels.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); } .series + .panels { margin-top: 1.5rem; }
.panel { display: flex; flex-direction: column; min-width: 0; padding: 1rem 1.2rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.panel.whole, .live > .panel { margin-top: 1.25rem; } .whole form { margin-top: .75rem; } .whole .more { margin-top: 1rem; font-size: .92rem; }
.values { width: 100%; margin-top: .5rem; border-collapse: collapse; font-size: .95rem; table-layout: auto; }
.values :is(th, td) { padding: .22rem 0; font-weight: 400; line-height: 1.4; text-align: start; vertical-align: top; }
.values thead th { color: var(--soft); font-size: .85rem; white-space: nowrap; } .values :is(td, thead th:not(:first-child)) { text-align: end; padding-inline-start: .9rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.values tbody th { position: relative; width: 100%; padding-inline: .5rem; isolation: isolate; } .values thead th:first-child { padding-inline: .5rem; }
.bar { position: absolute; inset: 2px 0; z-index: -1; width: 100%; height: calc(100% - 4px); border-radius: 4px; } .bar rect { fill: var(--bar); } [dir=rtl] .bar { transform: scaleX(-1); }
.values .name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; line-height: 1.4; text-decoration: none; color: var(--ink); } .values a.name:hover { text-decoration: underline; } .values .none { color: var(--soft); font-style: italic; }
.detail { display: flex; flex-wrap: wrap; gap: 0 .8rem; color: var(--soft); font-size: .82rem; opacity: 1; }
.classes { margin-top: .8rem; } .classes tbody th { width: 24%; } .classes .name { display: block; white-space: nowrap; } .values.classes :is(td.meaning, thead th:last-child) { text-align: start; white-space: normal; color: var(--soft); } .classes tr { border-top: 1px solid var(--line); } .classes :is(th, td) { padding-block: .4rem; }
.terms { margin: .5rem 0 0; font-size: .95rem; } .terms dt { margin-top: .6rem; color: var(--soft); font-size: .88rem; } .terms dd { margin: 0; }
.explanation > p, .explanation section > p { margin-top: .75rem; } .explanation section { margin-top: 2rem; }
.bots { columns: 16rem; margin: .6rem 0 0; padding-inline-start: 1.2em; font-variant-numeric: tabular-nums; }

.drawn { position: relative; } .drawn .chart { display: none; } .read { min-height: 1.6em; font-size: .9rem; font-variant-numeric: tabular-nums; color: var(--soft); }

@media (max-width: 60rem) { .numbers ul { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 34rem) {
  .chart.wide { display: none; } .chart.narrow { display: block; } .drawn .chart.narrow { display: none; }
  .numbers li { padding: .7rem .85rem .55rem; } .numbers .value { font-size: 1.4rem; } .series { padding-inline: .8rem; }
  .classes .meaning, .classes thead th:last-child { display: none; } .classes tbody th { width: 100%; }
}
`.trim();
