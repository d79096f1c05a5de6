import type { Agreement } from '../agreement/agreement.ts'
import { isBound, isIn, type Member } from '../agreement/party.ts'
import { partyName } from '../language/sentence/sentence-party.ts'
import type { Problem } from '../problem.ts'
import { type Day, printDay } from '../time/day.ts'

/** Members of groups and chairs of bodies that the agreement does not bind on a day on which they hold that place. */
export function unboundHolders(agreement: Agreement): Problem[] {
  const byActs = agreement.rules.find((rule) => rule.kind === 'standing' && rule.id === 'bound')
  // Whom acts bind is not known beforehand; where they only end it, whoever has no span is never bound.
  if (byActs?.kind === 'standing' && byActs.begins.length > 0) return []
  const found: Problem[] = []
  const look = (place: string, members: readonly Member[]) => {
    for (const member of members) {
      const day = firstUnbound(agreement, member)
      if (day === undefined || (byActs !== undefined && mayLeave(agreement, member))) continue
      const name = partyName(agreement, member.party)
      found.push({
        code: 'explore/not-bound',
        severity: 'note',
        file: (agreement.rules[0] ?? agreement.kinds[0])?.clause.file ?? '',
        line: 1,
        column: 1,
        message: `${name} is ${place} on ${printDay(day)}, and the agreement does not bind it on that day.`,
        advice: 'Whatever that place owes or may do, nobody does then; correct the dates if this is not meant.',
      })
    }
  }
  for (const group of agreement.groups) look(`a member of ${group.id}`, group.members)
  for (const body of agreement.bodies) look(`in the chair of ${body.id}`, body.chairs)
  return found
}

/** Bound at some time: days on which it is no longer are meant. */
function mayLeave(agreement: Agreement, member: Member): boolean {
  return agreement.parties.some(({ id, bound }) => id === member.party && bound.length > 0)
}

/** Looks at the days on which something changes, from the start of the agreement. */
function firstUnbound(agreement: Agreement, member: Member): Day | undefined {
  const party = agreement.parties.find(({ id }) => id === member.party)
  if (party === undefined) return undefined
  const days = [
    member.from,
    ...party.bound.flatMap(({ from, until }) => [from, until === undefined ? undefined : until + 1]),
  ]
  const all = [agreement.start, ...days.filter((day) => day !== undefined)].filter((day) => day >= agreement.start)
  return all.sort((a, b) => a - b).find((day) => isIn(member, day) && !isBound(party, day))
}
