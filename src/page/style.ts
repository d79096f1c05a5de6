/**
 * The look: correspondence, not a dashboard. Paper, one ink, one link blue, hairlines. Colour says one thing only: the
 * state of a duty. No script, no picture, nothing from anywhere else; type is what the reader's machine has.
 */
export const STYLE = `
@layer base, frame, parts, narrow, print;
@layer base {
  :root {
    color-scheme: light dark;
    --page: light-dark(#fcfbf8, #14171b);
    --raised: light-dark(#f3f1ea, #22262c);
    --ink: light-dark(#1b1d1f, #e8e6e1);
    --quiet: light-dark(#55595f, #a9aeb6);
    --rule: light-dark(#d9d5ca, #363b42);
    --edge: light-dark(#8a867a, #6d747d);
    --link: light-dark(#1d4f7f, #8ab8e6);
    --in-force: light-dark(#455e8c, #6591b2);
    --due-soon: light-dark(#93620e, #fec983);
    --fulfilled: light-dark(#007a66, #7db7b3);
    --overdue: light-dark(#8d2f02, #ff8e30);
    --waived: light-dark(#4f4f4f, #cbd6dc);
    --serif: 'Source Serif 4', 'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', 'Noto Serif', 'DejaVu Serif', serif;
    --sans: 'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif;
  }
  * { box-sizing: border-box; }
  html { background: var(--page); color: var(--ink); font: 1.0625rem/1.5 var(--sans); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
  body { margin: 0; }
  h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.25; margin: 0; }
  h1 { font-size: 1.75rem; }
  h2 { font-size: 1.375rem; margin-top: 2.75rem; }
  h3 { font-size: 1.0625rem; margin-top: 1.75rem; }
  p { margin: .6rem 0; max-width: 68ch; }
  a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
  a:hover { text-decoration-thickness: .12em; }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  code { font: .875em ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
}
@layer frame {
  .skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -4rem; background: var(--page); padding: .5rem 1rem; border: 1px solid var(--edge); }
  .skip:focus { inset-block-start: .5rem; }
  .bar, main, footer { max-width: 76rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
  header { border-block-end: 1px solid var(--rule); }
  .bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-block: .75rem; }
  .name { font: 600 1.25rem/1.25 var(--serif); color: var(--ink); text-decoration: none; }
  nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; }
  nav a { display: inline-block; padding-block: .3rem; }
  nav a[aria-current] { color: var(--ink); text-decoration: none; border-block-end: 2px solid var(--ink); padding-block-end: calc(.3rem - 2px); }
  main { padding-block: 2.25rem 4rem; }
  footer { border-block-start: 1px solid var(--rule); padding-block: 1rem 2.5rem; color: var(--quiet); font-size: .9375rem; }
}
@layer parts {
  .lead { font-family: var(--serif); font-size: 1.125rem; color: var(--ink); }
  .opening { font-family: var(--serif); }
  .quiet, .facts { color: var(--quiet); }
  .facts { list-style: none; margin: .75rem 0 0; padding: 0; font-size: .9375rem; max-width: 76ch; }
  .facts li { margin: .1rem 0; }
  .views { margin-block-start: 1.25rem; }
  form { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem 1rem; margin-block: 1.25rem .5rem; }
  label { font-size: .9375rem; color: var(--quiet); display: grid; gap: .15rem; min-inline-size: 0; max-inline-size: 100%; }
  label > * { min-inline-size: 0; inline-size: 100%; color: var(--ink); }
  input, select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--edge); border-radius: 0; padding: .3rem .6rem; min-block-size: 2.5rem; max-inline-size: 100%; }
  button { cursor: pointer; background: var(--raised); padding-inline: 1rem; }
  .instants { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .25rem 0 0; padding: 0; font-size: .9375rem; }
  .instants a { display: inline-block; padding-block: .2rem; }
  table { border-collapse: collapse; inline-size: 100%; margin-block-start: 1.25rem; font-variant-numeric: tabular-nums; font-size: .96875rem; line-height: 1.4; }
  caption { text-align: start; font: 600 1.0625rem/1.35 var(--serif); padding-block-end: .5rem; }
  caption span { display: block; font: .9375rem/1.4 var(--sans); color: var(--quiet); max-width: 76ch; margin-block-start: .15rem; }
  th { white-space: nowrap; text-align: start; font-weight: 400; color: var(--quiet); font-size: .875rem; padding: .3rem 1rem .3rem 0; border-block-end: 1px solid var(--edge); vertical-align: bottom; }
  td { padding: .5rem 1rem .5rem 0; vertical-align: top; overflow-wrap: break-word; }
  th:last-child, td:last-child { padding-inline-end: 0; }
  tbody { border-block-end: 1px solid var(--rule); }
  tbody.plain tr { border-block-end: 1px solid var(--rule); }
  td.date { white-space: nowrap; }
  td.due { min-inline-size: 10.5rem; }
  .why-row td { padding-block: 0 .4rem; line-height: 1.2; }
  tr:has(+ .why-row) td { padding-block-end: .1rem; }
  td a.short { white-space: nowrap; }
  .unverified { color: var(--quiet); cursor: help; }
  .state { white-space: nowrap; font-weight: 600; }
  .mark { inline-size: 1em; block-size: 1em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.11em; }
  .in-force { color: var(--in-force); }
  .due-soon, .late { color: var(--due-soon); }
  .fulfilled { color: var(--fulfilled); }
  .overdue { color: var(--overdue); }
  .waived, .unclear { color: var(--waived); }
  details > summary { cursor: pointer; color: var(--link); font-size: .9375rem; inline-size: fit-content; padding-block: .15rem; }
  details[open] > summary { margin-block-end: .25rem; }
  .tree, .tree ul { list-style: none; margin: 0; padding: 0; }
  .tree { background: var(--raised); padding: .75rem 1rem; font-size: .9375rem; line-height: 1.45; max-width: 90ch; margin-block: .25rem .5rem; overflow-wrap: anywhere; }
  .tree ul { padding-inline-start: 1.1rem; border-inline-start: 1px solid var(--rule); margin-block: .2rem .35rem; }
  .tree li { margin-block: .15rem; }
  .many > summary { font-size: inherit; padding-block: 0; white-space: nowrap; }
  .many[open] { font-size: .9375rem; max-inline-size: 22rem; }
  .sources { margin-block-start: 2rem; }
  .sources dl { margin: .5rem 0; font-size: .9375rem; max-width: 90ch; }
  .sources dl > div { display: grid; grid-template-columns: minmax(4rem, max-content) minmax(0, 1fr); gap: 0 .75rem; padding-block: .15rem; }
  .sources dt { color: var(--quiet); }
  .sources dd { margin: 0; overflow-wrap: anywhere; }
  .key { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .1rem 1.5rem; font-size: .9375rem; margin: .75rem 0 0; padding: 0; list-style: none; }
  .clauses { margin-block-start: 1rem; }
  .clause { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 3rem; border-block-start: 1px solid var(--rule); padding-block: 1.25rem; }
  .clause > h2, .clause > h3 { grid-column: 1 / -1; margin: 0 0 .5rem; font-size: 1.1875rem; }
  .clause > h3 { font-size: 1.0625rem; }
  .clause .text { font-family: var(--serif); }
  .clause .text > :first-child { margin-block-start: 0; }
  .clause ul, .clause ol { padding-inline-start: 1.25rem; margin-block: .5rem; }
  blockquote { margin: .6rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule); }
  pre { overflow-x: auto; background: var(--raised); padding: .75rem 1rem; }
  .rule { border-inline-start: 3px solid var(--rule); padding-inline-start: 1rem; margin-block-end: 1rem; }
  .rule p:first-child { margin-block-start: 0; }
  .entries { list-style: none; margin: 1rem 0 0; padding: 0; }
  .entries > li { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 1.5rem; padding-block: .5rem; border-block-start: 1px solid var(--rule); }
  .entries .date { color: var(--quiet); font-size: .96875rem; font-variant-numeric: tabular-nums; padding-block-start: .2rem; }
  .entries p { margin: .15rem 0; }
  .said { font-family: var(--serif); }
  .remark { color: var(--quiet); font-size: .9375rem; }
  .case { border-block-start: 1px solid var(--edge); margin-block-start: 3rem; padding-block-start: .25rem; }
  .case > h2 { margin-block-start: 1rem; }
  .problem { border-inline-start: 4px solid var(--overdue); padding-inline-start: 1.25rem; margin-block-start: 1.5rem; }
}
@layer narrow {
  @media screen and (max-width: 52rem) {
    .clause, .entries > li { grid-template-columns: minmax(0, 1fr); gap: .25rem; }
    table, tbody, tr, td { display: block; }
    caption { display: block; }
    thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    tbody { padding-block: .6rem; }
    tbody.plain tr { padding-block: .6rem; }
    td { padding: .1rem 0; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .75rem; }
    td::before { content: attr(data-head); color: var(--quiet); font-size: .875rem; line-height: 1.55; }
    td.date { white-space: normal; }
    td.due { min-inline-size: 0; }
    .state { white-space: normal; }
    td.wide { display: block; }
    td.wide::before { content: none; }
    .why-row td { padding-block: .25rem 0; }
  }
}
@layer print {
  @media print {
    :root { color-scheme: light; }
    html { font-size: 10.5pt; background: #fff; }
    header, .skip, form, .instants, .views, footer nav { display: none; }
    .bar, main, footer { max-width: none; padding-inline: 0; }
    main { padding-block: 0; }
    details > summary { display: none; }
    details:not([open]), .why-row:has(details:not([open])) { display: none; }
    tr:has(+ .why-row) td { padding-block: .3rem; }
    tbody, li, .clause { break-inside: avoid; }
    h2, h3, caption { break-after: avoid; }
    thead { display: table-header-group; }
    a { color: inherit; text-decoration: none; }
    .tree { background: none; padding: 0 0 0 1rem; }
  }
}
@media (prefers-reduced-motion: no-preference) {
  @view-transition { navigation: auto; }
}
`
