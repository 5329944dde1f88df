/** The page's only style. Its hash stands in the page's policy, so nothing else can style or run there. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1b1d22; --soft: #565c67; --line: #dfdcd4; --code: #f1efe9;
  --link: #1d4f91; --good: #1c6b4a; --warn: #7a5200; --warn-paper: #fdf5e2; --warn-line: #e8cf94;
  --critical: #8a1049; --high: #b3261e; --medium: #8a5a00; --low: #2a5d8f; --info: #565c67;
  --on-badge: #ffffff;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1c1f25; --ink: #e8e6e1; --soft: #a4a9b3; --line: #30343c; --code: #262a32;
    --link: #8db9f5; --good: #74c69d; --warn: #f0c674; --warn-paper: #2a2417; --warn-line: #57491f;
    --critical: #ff8fbf; --high: #ff8b80; --medium: #f0bf6a; --low: #8cbcf0; --info: #a4a9b3;
    --on-badge: #14161a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.55 var(--sans); }
main, .masthead, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 3px; }
code, .mono { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
code { background: var(--code); border-radius: 3px; padding: .08em .3em; }
p { margin: 0 0 .75rem; }

.masthead { display: flex; align-items: center; gap: .6rem; padding-top: 1.5rem; padding-bottom: 1.5rem; color: var(--soft); font-size: .875rem; }
.masthead svg { width: 1.25rem; height: 1.25rem; color: var(--ink); }
.masthead strong { color: var(--ink); letter-spacing: .01em; }
.masthead span { margin-left: auto; font-variant-numeric: tabular-nums; }

h1 { margin: 1.25rem 0 .35rem; font-size: clamp(1.75rem, 4vw, 2.4rem); line-height: 1.15; letter-spacing: -.02em; font-weight: 650; text-wrap: balance; }
.lede { color: var(--soft); font-size: 1.0625rem; margin-bottom: 1.75rem; }
h2 { margin: 3rem 0 1rem; font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; font-weight: 650; }
h2 .n, h3 .n { color: var(--soft); font-weight: 400; margin-left: .35rem; font-variant-numeric: tabular-nums; }
h3 { margin: 2rem 0 .75rem; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
h3 .aside { color: var(--soft); font-weight: 400; margin-left: .4rem; }
h4 { margin: 0; font-size: 1.0625rem; line-height: 1.35; font-weight: 600; overflow-wrap: anywhere; }
h4 .version { color: var(--soft); font-weight: 400; }

.tally { display: grid; grid-template-columns: repeat(5, 1fr); margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); overflow: hidden; }
.tally div { padding: .9rem 1.1rem .8rem; border-left: 1px solid var(--line); }
.tally div:first-child { border-left: 0; }
.tally dt { font-size: .8125rem; color: var(--soft); }
.tally dd { margin: .1rem 0 0; font-size: 1.75rem; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.tally .none dd { color: var(--soft); font-weight: 400; opacity: .65; }

.caveats { margin: 0 0 1.5rem; padding: .8rem 1.1rem; border: 1px solid var(--warn-line); border-radius: 8px; background: var(--warn-paper); color: var(--warn); }
.caveats p { margin: 0; }
.caveats a { color: inherit; }

article { margin: 0 0 .75rem; padding: 1.1rem 1.25rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; background: var(--card); break-inside: avoid; }
article header { display: flex; gap: .75rem; align-items: baseline; margin-bottom: .7rem; }
.badge { flex: none; min-width: 4.75rem; text-align: center; padding: .16rem .5rem; border-radius: 4px; background: var(--tone); color: var(--on-badge); font-size: .75rem; font-weight: 650; letter-spacing: .02em; }
.medium .badge, .low .badge, .info .badge { background: transparent; color: var(--tone); box-shadow: inset 0 0 0 1px var(--tone); }
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); } .low { --tone: var(--low); } .info { --tone: var(--info); }
.tally .critical:not(.none) dd, .tally .high:not(.none) dd, .tally .medium:not(.none) dd, .tally .low:not(.none) dd { color: var(--tone); }

.facts { display: grid; grid-template-columns: 4.75rem 1fr; gap: .3rem .75rem; margin: 0; }
.facts dt { color: var(--soft); font-size: .875rem; line-height: 1.7; }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.facts .do { font-weight: 500; }
.facts .data { font-weight: 600; }
.facts .why { color: var(--soft); }
.refs { list-style: none; margin: 0; padding: 0; font-size: .875rem; }

details { margin-top: .8rem; border-top: 1px solid var(--line); padding-top: .65rem; }
summary { cursor: pointer; color: var(--soft); font-size: .875rem; width: fit-content; }
details[open] summary { margin-bottom: .6rem; }
details .facts { grid-template-columns: 6.5rem 1fr; font-size: .9375rem; }
details ol, details ul { margin: 0; padding: 0; list-style: none; }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { width: 100%; min-width: 34rem; table-layout: fixed; border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .8125rem; font-weight: 500; color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 400; }
th, td { overflow-wrap: anywhere; }
.w3 { width: 30%; } .w2 { width: 18%; } .w1 { width: 13%; }
.map { min-width: 56rem; }
.map th:first-child { width: 20%; } .map th:nth-child(2) { width: 26%; }
.map .bad { color: var(--high); font-weight: 600; } .map .good { color: var(--good); } .map .open { color: var(--soft); font-style: italic; }
.soft { color: var(--soft); }
.more { color: var(--soft); font-size: .875rem; margin: .6rem 0 0; }

.figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1rem; }
.figures div { display: flex; flex-direction: row-reverse; gap: .4rem; align-items: baseline; }
.figures dt { color: var(--soft); font-size: .9375rem; }
.figures dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.spots { margin: 0; padding-left: 1.1rem; color: var(--soft); }
.calm { padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: var(--soft); }

footer { margin-top: 3.5rem; padding-top: 1.25rem; padding-bottom: 3rem; color: var(--soft); font-size: .875rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1.25rem; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  main, .masthead, footer { padding-left: 1rem; padding-right: 1rem; }
  .tally { grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); }
  article header { flex-direction: column; gap: .4rem; }
  .facts, details .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --code: #f3f3f3; --link: #000; --on-badge: #fff;
    --critical: #8a1049; --high: #b3261e; --medium: #7a5000; --low: #2a5d8f; --info: #444; --warn: #5c3d00; --warn-paper: #fff; --warn-line: #999; }
  body { font-size: 10.5pt; }
  table { min-width: 0; }
  .badge, article { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, thead { break-after: avoid; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
}
`;
