import type { ChosenAsOf } from '../engine/reading/as-of.ts'
import { playedOver, preambleOf } from '../engine/reading/preamble.ts'
import { type Day, isoDay, printDay } from '../time/day.ts'
import { link } from './frame.ts'
import { type Html, html } from './html.ts'
import { addressOf, nameOf, type View } from './view.ts'

/** As of when, what the record covers, how much of it is unsure: before anything else. */
export function preamble({ shown, site, asOf }: View): Html {
  const [, ...facts] = preambleOf({
    ...shown,
    known: shown.record.acts,
    asOf,
    zoneData: site.zoneData,
    leaveOutPlayed: true,
  })
  return html`${shown.opening !== '' && html`<p class="opening">${shown.opening}</p>`}
${playedOver(shown.agreement).map((text) => html`<p><strong>${text}</strong></p>`)}
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`
}

/** The pages of one agreement. */
export function views(view: View, here: '' | '/docket' | '/text'): Html {
  const pages = [
    ['', 'Register'],
    ['/docket', 'Docket'],
    ['/text', 'Text and rules'],
  ] as const
  return html`<nav class="views" aria-label="Pages of this agreement"><ul>${pages.map(
    ([page, name]) => html`<li>${link(addressOf(view, page), name, page === here)}</li>`,
  )}</ul></nav>`
}

/** Another instant, by hand or from the days on which something was sent. */
export function instantForm(view: View, here: '' | '/docket', withParty: boolean): Html {
  const { shown, asOf, asOfText } = view
  const { agreement } = shown
  const action = addressOf({ ...view, asOfText: undefined }, here)
  return html`<form method="get" action="${action}">
<label>As of (a date, or an instant with its offset)
<input name="asOf" value="${asOfText ?? dayText(asOf, view)}" autocomplete="off" size="26"></label>
${
  withParty &&
  html`<label>Party
<select name="party"><option value="">all</option>${agreement.parties.map(({ id }) => option(id, nameOf(agreement, id), view.party === id))}</select></label>
<label>Show
<select name="may"><option value="">what is owed</option>${option('yes', 'also what parties may do', view.powers)}</select></label>`
}
<button>Show</button>
</form>
${dayLinks(view, here)}`
}

function option(value: string, name: string, chosen: boolean): Html {
  return chosen
    ? html`<option value="${value}" selected>${name}</option>`
    : html`<option value="${value}">${name}</option>`
}

function dayText({ at }: ChosenAsOf, { shown }: View): string {
  return isoDay(shown.agreement.zone.dayAt(at))
}

const DAYS_MAX = 40

/** Days on which an act was sent, for the register changes then; those known only roughly are left out. */
function dayLinks(view: View, here: '' | '/docket'): Html {
  const { agreement, record } = view.shown
  const days = new Set<Day>()
  for (const { transmitted } of record.acts) {
    const day = agreement.zone.dayAt(transmitted.earliest)
    if (agreement.zone.dayAt(transmitted.latest) === day) days.add(day)
  }
  const sorted = [...days].sort((a, b) => a - b).slice(-DAYS_MAX)
  if (sorted.length === 0) return html``
  const chosen = agreement.zone.dayAt(view.asOf.at)
  return html`<nav aria-label="Days on which something was sent"><ul class="instants">${sorted.map(
    (day) => html`<li>${link(addressOf(view, here, isoDay(day)), printDay(day), day === chosen)}</li>`,
  )}</ul></nav>`
}
