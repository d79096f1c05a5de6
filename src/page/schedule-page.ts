import type { Agreement } from '../agreement/agreement.ts'
import { powersNote, type ScheduleRow } from '../language/sentence/schedule.ts'
import { printDay } from '../time/day.ts'
import { pageAlone } from './alone.ts'
import { type Html, html } from './html.ts'

/** The schedule as one page that needs nothing beside it: to be printed, or sent. */
export function schedulePage(agreement: Agreement, rows: readonly ScheduleRow[]): Html {
  const bound = rows.filter(({ parts }) => parts !== undefined)
  const rest = rows.filter(({ parts }) => parts === undefined)
  const note = powersNote(rows)
  return pageAlone({
    title: `Schedule - ${agreement.title}`,
    style: LANDSCAPE,
    name: 'schedule-page',
    body: html`<h1>${agreement.title}: schedule</h1>
<p class="lead">Who has to do what, to whom and by when, from the rules alone, before anything has happened.</p>
<ul class="facts"><li>Days are days in ${agreement.zone.id}. Periods are counted from ${printDay(agreement.start)}.</li>${note !== undefined && html`<li>${note}</li>`}</ul>
${bound.length > 0 && boundTable(bound)}
${rest.length > 0 && restTable(rest)}`,
    foot: html`Made from the rules of the agreement. The text of each clause decides.`,
  })
}

const LANDSCAPE = '@media print { @page { size: landscape; margin: 14mm; } }\n'

function boundTable(rows: readonly ScheduleRow[]): Html {
  return html`<table>
<caption>What parties must, must not and may do</caption>
<thead><tr>${['Party', 'Clause', 'What', 'To whom', 'When', 'By when', 'Silence'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody class="plain">
${rows.map(({ rule, clause, parts, sentence }) =>
  parts === undefined
    ? html`<tr><td class="wide" colspan="7">${sentence}</td></tr>\n`
    : html`<tr><td data-head="Party">${parts.who}</td><td data-head="Clause">${clause.heading}<br><span class="quiet">rule ${rule}</span></td><td data-head="What">${parts.what}${parts.changes !== '' && html`<br><span class="remark">${parts.changes}</span>`}</td><td data-head="To whom">${orDash(parts.towards)}</td><td data-head="When">${orDash(parts.trigger)}</td><td data-head="By when">${orDash(parts.clock)}</td><td data-head="Silence">${orDash(parts.silence)}</td></tr>\n`,
)}</tbody>
</table>
`
}

function restTable(rows: readonly ScheduleRow[]): Html {
  return html`<table>
<caption>What else holds</caption>
<thead><tr><th scope="col">Clause</th><th scope="col">Rule</th></tr></thead>
<tbody class="plain">
${rows.map(
  ({ rule, clause, sentence }) =>
    html`<tr><td data-head="Clause">${clause.heading}<br><span class="quiet">rule ${rule}</span></td><td data-head="Rule">${sentence}</td></tr>\n`,
)}</tbody>
</table>
`
}

function orDash(text: string): string {
  return text === '' ? '-' : text
}
