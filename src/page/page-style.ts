/** Most tabs that one group can have. */
export const MAX_TABS = 12;

const tabRules = Array.from(
  { length: MAX_TABS },
  (_, i) => `
.tabs > input:nth-of-type(${i + 1}):checked ~ .panes > .pane:nth-child(${i + 1}) { display: block; }
.tabs > input:nth-of-type(${i + 1}):checked ~ .bar > label:nth-child(${i + 1}) { color: var(--ink); border-color: var(--ink); }
.tabs > input:nth-of-type(${i + 1}):focus-visible ~ .bar > label:nth-child(${i + 1}) { outline: 2px solid var(--model-1); outline-offset: 2px; }`,
).join('');

/** The report's style sheet: one column, two themes, no network. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1b1d20; --text: #3a3d42; --muted: #6d7178; --rule: #e2e2dd;
  --good: #1d7a46; --bad: #b23a2e; --note: #f4f1e6; --truth: #1b1d20;
  --model-1: #1f5fbf; --model-2: #b4521b; --model-3: #2a7f62; --model-4: #8040a0;
  --base-1: #6d7178; --base-2: #a98545; --base-3: #7d8a3c;
  --bound-1: #9a5c86; --bound-2: #4d8a94;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #131416; --card: #1a1c1f; --ink: #f0f0ec; --text: #c9cbcf; --muted: #9599a1; --rule: #2d3035;
    --good: #5cc48a; --bad: #f0857a; --note: #25231b; --truth: #f0f0ec;
    --model-1: #74a9ff; --model-2: #f0975a; --model-3: #5fc7a2; --model-4: #c792e8;
    --base-1: #9599a1; --base-2: #cfae72; --base-3: #b7c46e;
    --bound-1: #d39ac0; --bound-2: #86c2cc;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--paper); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1060px; margin: 0 auto; padding: 56px 28px 72px; }
h1, h2, h3 { color: var(--ink); text-wrap: balance; }
.unbroken { white-space: nowrap; }
h1 { font-size: clamp(1.6rem, 3.4vw, 2.3rem); line-height: 1.18; letter-spacing: -0.018em; font-weight: 650; margin: 10px 0 18px; max-width: 24em; }
h2 { font-size: 1.22rem; letter-spacing: -0.01em; font-weight: 620; margin: 64px 0 4px; }
h3 { font-size: 0.95rem; font-weight: 600; margin: 0; }
p { margin: 0 0 12px; max-width: 46em; }
.over { font-size: 0.78rem; letter-spacing: 0.09em; text-transform: uppercase; color: var(--muted); }
.lead { font-size: 1.06rem; }
.aside { color: var(--muted); font-size: 0.9rem; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 22px; color: var(--muted); font-size: 0.88rem; margin: 20px 0 0; padding: 14px 0 0; border-top: 1px solid var(--rule); }
.facts b { color: var(--ink); font-weight: 600; }
.cautions { background: var(--note); border-radius: 8px; padding: 12px 18px; margin: 18px 0 0; font-size: 0.94rem; max-width: 50em; }
.cautions p { margin: 0; } .cautions p + p { margin-top: 6px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 1px; background: var(--rule); border: 1px solid var(--rule); border-radius: 10px; overflow: hidden; margin: 30px 0 0; }
.tile { background: var(--card); padding: 16px 18px 15px; }
.tile .name { font-size: 0.84rem; color: var(--muted); }
.tile .value { font-size: 1.85rem; line-height: 1.25; font-weight: 600; color: var(--ink); letter-spacing: -0.02em; }
.tile .value small { font-size: 0.95rem; font-weight: 500; color: var(--muted); letter-spacing: 0; }
.tile .change { font-size: 0.84rem; color: var(--muted); }
.good { color: var(--good) !important; } .bad { color: var(--bad) !important; }
.tiles-title { margin: 28px 0 -18px; font-size: 0.9rem; font-weight: 600; color: var(--ink); }
.tabs > input { position: absolute; opacity: 0; pointer-events: none; }
.bar { display: flex; flex-wrap: wrap; gap: 2px 22px; border-bottom: 1px solid var(--rule); margin: 14px 0 20px; }
.bar label { padding: 7px 0 8px; margin-bottom: -1px; border-bottom: 2px solid transparent; color: var(--muted); font-size: 0.92rem; cursor: pointer; }
.bar label:hover { color: var(--ink); }
.pane { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; font-size: 0.88rem; margin: 0 0 14px; }
.legend span { display: inline-flex; align-items: center; gap: 8px; }
.legend svg { width: 28px; height: 8px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 26px 28px; }
.charts figure { margin: 0; min-width: 0; }
.charts figcaption { display: flex; justify-content: space-between; gap: 10px; align-items: baseline; font-size: 0.9rem; margin-bottom: 4px; }
.charts figcaption b { color: var(--ink); font-weight: 600; }
.charts figcaption span { color: var(--muted); font-size: 0.8rem; }
.charts svg { width: 100%; height: auto; display: block; overflow: visible; }
.scroll { overflow-x: auto; margin: 0 -4px; padding: 0 4px; }
.scroll + h3 { margin-top: 26px; } .scroll + .aside { margin-top: 10px; } .scroll + .scroll { margin-top: 26px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: right; padding: 7px 0 7px 18px; white-space: nowrap; vertical-align: baseline; }
table.ranks thead th { white-space: normal; vertical-align: bottom; }
table.tight th, table.tight td { padding-left: 9px; }
th:first-child, td:first-child, table.tight th:first-child, table.tight td:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--muted); font-weight: 500; font-size: 0.84rem; border-bottom: 1px solid var(--ink); }
tbody th { font-weight: 600; color: var(--ink); padding-top: 18px; border-bottom: 1px solid var(--rule); }
tbody td { border-bottom: 1px solid var(--rule); }
td small { display: block; color: var(--muted); font-size: 0.76rem; line-height: 1.3; }
td.best { color: var(--ink); font-weight: 650; } td.best small { font-weight: 400; }
tr.truth td, tr.bound td { color: var(--muted); }
.clip { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 16px 18px 14px; margin: 0 0 18px; }
.clip header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 18px; align-items: baseline; margin-bottom: 12px; }
.clip header span { color: var(--muted); font-size: 0.86rem; }
.views { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12px; }
.views figure { margin: 0; }
.views canvas { width: 100%; display: block; border-radius: 5px; background: #000; image-rendering: pixelated; }
.views figcaption { font-size: 0.84rem; color: var(--muted); margin-top: 5px; display: flex; justify-content: space-between; gap: 8px; }
.views .badge { opacity: 0; transition: opacity 0.12s; color: var(--model-2); } .clip.known .badge { opacity: 1; }
.transport { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; align-items: center; margin-top: 10px; }
.transport button { font: inherit; font-size: 0.86rem; color: var(--ink); background: none; border: 1px solid var(--rule); border-radius: 6px; padding: 4px 12px; min-width: 5.2em; cursor: pointer; }
.transport button:hover { border-color: var(--muted); }
.transport input { width: 100%; margin: 0; accent-color: var(--model-1); }
.trace { grid-column: 2; height: 34px; width: 100%; display: block; overflow: visible; }
.transport output { grid-column: 2; font-size: 0.84rem; color: var(--muted); min-height: 1.5em; }
.made { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 5px 22px; font-size: 0.9rem; margin: 0 0 20px; }
.made dt { color: var(--muted); } .made dd { margin: 0; overflow-wrap: anywhere; }
code { font: 0.86em ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--ink); }
.how { grid-template-columns: 20rem minmax(0, 1fr); } .how dt { color: var(--ink); font-weight: 600; }
.more { margin: 22px 0 0; } .more summary { cursor: pointer; color: var(--muted); font-size: 0.9rem; padding: 4px 0; } .more[open] summary { margin-bottom: 14px; }
.pane > .scroll + .aside, .more > .scroll + .aside { margin-top: 34px; }
.verdicts { list-style: none; margin: 18px 0 0; padding: 0; font-size: 0.92rem; } .verdicts li { padding: 3px 0; }
.charts.wide { grid-template-columns: minmax(0, 640px); }
.film { margin: 0 0 22px; max-width: 760px; table-layout: fixed; } .film td, .film th { padding: 2px 0; border: 0; text-align: center; font-weight: 500; } .film tbody th { text-align: left; padding-right: 14px; font-size: 0.86rem; vertical-align: middle; white-space: normal; } .film thead td { width: 8em; } .film img { width: 100%; display: block; image-rendering: pixelated; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.84rem; }
@media (max-width: 620px) { main { padding: 32px 16px 48px; } .views { gap: 6px; } .clip { padding: 12px; } .made { grid-template-columns: 1fr; gap: 0; } .made dd { margin-bottom: 8px; } }
.heat.won { background: color-mix(in srgb, var(--good) var(--heat), transparent); } .heat.lost { background: color-mix(in srgb, var(--bad) var(--heat), transparent); }
.heat { padding-right: 8px; padding-left: 8px; } .scroll + .scroll { margin-top: 26px; }
.key { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 3px; border: 1px solid var(--rule); margin: 0 5px 0 12px; vertical-align: -0.1em; } .key:first-child { margin-left: 0; } .key.won { background: color-mix(in srgb, var(--good) 40%, transparent); } .key.lost { background: color-mix(in srgb, var(--bad) 40%, transparent); }
h3.part { margin: 34px 0 2px; } .gap { margin-top: 24px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 16px; margin: 6px 0 22px; }
@media print {
  @page { margin: 14mm 12mm; }
  body { background: #fff; font-size: 10.5pt; } main { padding: 0; max-width: none; }
  .pane { display: block; } .pane[data-label]::before { content: attr(data-label); display: block; font-weight: 600; color: var(--ink); margin: 14px 0 6px; }
  .bar, .transport { display: none; } h2 { margin-top: 30px; break-after: avoid; } h3, thead, .pane::before { break-after: avoid; }
  figure, .clip, .tile, tr, .cautions, pre { break-inside: avoid; } .charts { grid-template-columns: repeat(3, 1fr); gap: 14px; }
  table { font-size: 8pt; } td small { font-size: 6.8pt; } thead th { white-space: normal; } th, td, table.tight th, table.tight td { padding: 3px 0 3px 7px; } .scroll { overflow: visible; } .tiles { grid-template-columns: repeat(4, 1fr); }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
${tabRules}
`;
