/** The survey is made for paper first: A4, upright, and the same page on a phone. */
export const SURVEY_STYLE = `
@layer parts {
  .survey main { max-width: 76rem; }
  .sideways { display: none; color: var(--quiet); font-size: .875rem; }
  .notes { font-size: .9375rem; max-width: 90ch; }
  .notes > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 .75rem; padding-block: .15rem; }
  .notes dt { color: var(--quiet); }
  .notes dd { margin: 0; }
  .late-by { display: block; }
  .survey section { margin-block-start: 2.5rem; }
  .survey h2 { margin-block: 0 .25rem; }
  .note { color: var(--quiet); font-size: .9375rem; margin-block: 0 .75rem; max-width: 76ch; }
  .note .mark, .strips .mark { margin-inline-end: .1em; }
  .legend { list-style: none; margin: 0 0 .75rem; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .875rem; }
  .brief { list-style: none; margin: 1.25rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .15rem 2rem; border-block: 1px solid var(--rule); padding-block: .6rem; }
  .brief a { color: inherit; text-decoration: none; display: grid; grid-template-columns: 5.4rem minmax(0, 1fr); }
  .brief a:hover { text-decoration: underline; }
  .brief b { font-variant-numeric: tabular-nums; }
  .scroll { overflow-x: auto; }
  .survey table { margin-block-start: .5rem; }
  .grid, .counts { font-size: .84375rem; line-height: 1.3; }
  .grid th, .grid td, .counts th, .counts td { padding: .22rem .8rem .22rem 0; border-block-end: 1px solid var(--rule); white-space: nowrap; }
  .grid thead th, .counts thead th { vertical-align: bottom; white-space: normal; border-block-end: 1px solid var(--edge); }
  .grid thead th { min-inline-size: 6.5rem; color: var(--ink); font-weight: 600; }
  .grid thead th:first-child { min-inline-size: 0; }
  .grid thead th > span { display: block; color: var(--quiet); font-weight: 400; font-size: .8125rem; }
  .grid tbody th, .grid tfoot th, .counts tbody th { color: var(--ink); font-size: inherit; }
  .counts tbody th { white-space: normal; }
  .grid tfoot td, .grid tfoot th { font-weight: 600; border-block-end: 0; border-block-start: 1px solid var(--edge); }
  .none, .dot { color: var(--quiet); }
  .dot { display: inline-block; inline-size: 1em; text-align: center; margin-inline-end: .1em; }
  .counts td, .counts thead th:not(:first-child) { text-align: end; padding-inline: .9rem 0; }
  .counts th:first-child { inline-size: 100%; }
  .counts caption { padding-block-start: .75rem; }
  .lines td { font-size: .9375rem; }
  .lines td:nth-child(1), .lines td:nth-child(5) { white-space: nowrap; }
  .lines td:last-child { min-inline-size: 11rem; }
}
@layer narrow {
  @media screen and (max-width: 52rem) {
    .sideways { display: block; }
    .survey .grid, .survey .counts { display: table; inline-size: max-content; min-inline-size: 100%; }
    .grid tbody, .counts tbody { display: table-row-group; padding: 0; }
    .grid tfoot { display: table-footer-group; }
    .grid tr, .counts tr { display: table-row; }
    .grid td, .counts td { display: table-cell; padding: .3rem .9rem .3rem 0; }
    .grid td::before, .counts td::before { content: none; }
    .grid thead, .counts thead { position: static; display: table-header-group; clip-path: none; inline-size: auto; block-size: auto; }
    .grid caption, .counts caption { display: table-caption; }
    .grid th:first-child, .counts th:first-child { position: sticky; inset-inline-start: 0; background: var(--page); max-inline-size: 9rem; inline-size: 9rem; white-space: normal; z-index: 1; }
    .lines td:nth-child(1), .lines td:nth-child(5) { white-space: normal; }
    .lines td:last-child { min-inline-size: 0; }
  }
}
@layer print {
  @media print {
    @page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #55595f; } }
    .survey { font-size: 9pt; }
    .survey h1 { font-size: 18pt; }
    .survey h2 { font-size: 12.5pt; }
    .survey section { margin-block-start: 6mm; }
    .survey .facts, .survey .brief { font-size: 8pt; margin-block-start: 2mm; padding-block: 1mm; }
    .survey .note, .survey .legend { font-size: 8pt; margin-block-end: 1.5mm; }
    .scroll { overflow: visible; }
    .grid, .counts { font-size: 6.6pt; line-height: 1.2; }
    .grid th, .grid td, .counts th, .counts td { padding: .32mm 1.8mm .32mm 0; }
    .grid thead th { min-inline-size: 0; line-height: 1.15; }
    .counts td, .counts thead th:not(:first-child) { padding-inline: 3mm 0; }
    .lines td { font-size: 8.2pt; padding: .8mm 2.5mm .8mm 0; }
    .lines td:last-child { min-inline-size: 36mm; }
    .lines td:nth-child(4) { min-inline-size: 44mm; }
    .grid td, .grid tbody th { vertical-align: top; }
    .grid thead th > span { font-size: 6pt; }
    .survey tbody { break-inside: auto; }
    .survey tr { break-inside: avoid; }
    .survey tfoot { display: table-row-group; }
    .years { break-before: page; }
    .notes { font-size: 8pt; }
    h2 { break-after: avoid; }
    footer { margin-block-start: 6mm; padding-block: 1mm 0; break-inside: avoid; }
  }
}
`
