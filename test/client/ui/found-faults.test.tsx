import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { tokenFields, tokenRules } from '../../../client/account/form-faults.ts'
import { CallFault } from '../../../client/api/call.ts'
import { joinFields, joinRules, signInFields, signInRules } from '../../../client/entry/form-faults.ts'
import { reopenFields, reopenRules, signFields, signRules } from '../../../client/signoff/form-faults.ts'
import { Failure } from '../../../client/ui/Failure.tsx'
import { faultsLeft, faultsOfReply, type FieldRules } from '../../../client/ui/found-faults.ts'
import { wordsFaults } from '../../../client/ui/typed-words.ts'
import { words } from '../../../client/words/en.ts'
import type { ApiError } from '../../../shared/api/error.ts'

const wrong = (...faults: NonNullable<ApiError['faults']>): ApiError => ({
  type: 'malformed',
  says: faults.map(({ path, says }) => `${path}: ${says}`).join('; '),
  faults,
})

/** Fields with a fault: in a form as it was sent, and of those once it was changed. */
const foundAndLeft = <Form,>(rules: FieldRules<Form>, was: Form, now: Form): readonly (readonly string[])[] =>
  [rules.faultsOf(was), faultsLeft({ faults: rules.faultsOf(was), sent: null }, now, rules)].map((faults) =>
    faults.map(({ field }) => field),
  )

describe('the faults of a form', () => {
  it('[PAGE62] of who signs in go once there is an address', () => {
    const { email } = signInFields
    expect(foundAndLeft(signInRules, { email: ' ' }, { email: 'ada@council' })).toEqual([[email], [email]])
    expect(foundAndLeft(signInRules, { email: 'ada' }, { email: 'ada@council.example' })).toEqual([[email], []])
  })

  it('[PAGE62] of who joins go once there is a name, and the server’s once it is another', () => {
    const { name } = joinFields
    expect(foundAndLeft(joinRules, { name: ' ' }, { name: 'A' })).toEqual([[name], []])
    const faults = faultsOfReply(wrong({ path: 'name', says: 'this is no name.' }), (path) => joinRules.fields[path])
    const sent = { name: 'A\tB' }
    expect(faultsLeft({ faults, sent }, sent, joinRules)).toEqual([{ field: name, says: 'This is no name.' }])
    expect(faultsLeft({ faults, sent }, { name: 'A B' }, joinRules)).toEqual([])
  })

  it('[PAGE62] of who signs off go one by one, and none comes while one types', () => {
    const { capacity, statement } = signFields
    const empty = { capacity: '', statement: '\n' }
    expect(foundAndLeft(signRules, empty, { ...empty, capacity: 'Chief' })).toEqual([
      [capacity, statement],
      [statement],
    ])
    expect(foundAndLeft(signRules, { capacity: 'Chief', statement: '' }, { capacity: '', statement: 'Yes' })).toEqual([
      [statement],
      [],
    ])
  })

  it('[PAGE62] of a reopening and of a token go once something is said', () => {
    expect(foundAndLeft(reopenRules, { reason: ' ' }, { reason: 'New figures' })).toEqual([[reopenFields.reason], []])
    expect(foundAndLeft(tokenRules, { label: '' }, { label: 'Report' })).toEqual([[tokenFields.label], []])
  })

  it('[PAGE65] name what is too long, with both numbers, as the server would count it', () => {
    const wanted = { field: 'reason', label: 'Reason', most: 1_000, missing: 'Say why' }
    expect(wordsFaults(` ${'x'.repeat(1_000)}\n`, wanted)).toEqual([])
    expect(wordsFaults('x'.repeat(1_001), wanted)).toEqual([
      { field: 'reason', says: '“Reason” has 1,001 characters: shorten it to 1,000' },
    ])
    expect(foundAndLeft(tokenRules, { label: 'x'.repeat(81) }, { label: 'x'.repeat(80) })[1]).toEqual([])
  })
})

describe('what the server says of a field', () => {
  it('[PAGE62] is a sentence where it is shown, also where no field is there for it', () => {
    const error = wrong({ path: 'after', says: 'there is no such section in this plan.' })
    const drawn = renderToStaticMarkup(<Failure thrown={new CallFault(error, 400)} />)
    expect(drawn).toContain('<li>There is no such section in this plan.</li>')
    expect(drawn).toContain(words.errors.malformed)
    expect(drawn).not.toContain('after:')
  })

  it('stays as it is where it is about all that was sent', () => {
    const says = 'The request broke off.'
    const drawn = renderToStaticMarkup(
      <Failure thrown={new CallFault({ type: 'malformed', says, faults: [{ path: '', says: 'broken off' }] }, 400)} />,
    )
    expect(drawn).toContain(says)
    expect(drawn).not.toContain('<li>')
  })
})
