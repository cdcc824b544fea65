import { describe, expect, it } from 'vitest'
import { bodyRules, inviteRules } from '../../../client/people/form-faults.ts'
import type { InviteForm } from '../../../client/people/form-faults.ts'
import { isRole, planRoles, sectionRoles } from '../../../client/people/roles.ts'
import { sectionRolesOf } from '../../../client/people/section-roles.ts'
import { faultsLeft, faultsOfReply, type FormRules } from '../../../client/ui/found-faults.ts'
import type { ApiError } from '../../../shared/api/error.ts'
import type { MemberView } from '../../../shared/api/people.ts'
import type { SectionView } from '../../../shared/api/sections.ts'

const ben: InviteForm = { email: 'ben@council.example', name: 'Ben', bodyId: 'council', role: 'drafter', capacity: '' }

const sectionNamed = (id: string, title: string): SectionView => ({
  id,
  key: null,
  title,
  state: 'drafting',
  mandatory: false,
  exempt: null,
  leadBodyId: null,
  dueOn: null,
  tags: [],
  generation: 1,
  openThreads: 0,
  signOffs: [],
  reopenings: [],
})

/** What still holds of what a form found wrong with itself, after it was changed. */
const leftOf = <Form>(rules: FormRules<Form>, was: Form, now: Form): readonly string[] =>
  faultsLeft({ faults: rules.faultsOf(was), sent: null }, now, rules).map(({ field }) => field)

describe('an invitation', () => {
  it('needs something like an address, and a name', () => {
    expect(inviteRules.faultsOf(ben)).toEqual([])
    const fields = inviteRules.faultsOf({ ...ben, email: 'ben at council', name: ' ' }).map(({ field }) => field)
    expect(fields).toEqual(['invite-email', 'invite-name'])
  })

  it('shows the server’s faults at its own fields', () => {
    const faults = [
      { path: 'email', says: 'not an address' },
      { path: 'link', says: 'unknown' },
    ]
    const shown = faultsOfReply({ type: 'malformed', says: '', faults }, (path) => inviteRules.fields[path])
    expect(shown).toEqual([{ field: 'invite-email', says: 'Not an address' }])
  })

  it('[PAGE62] loses each fault as its field is mended, and gets no new one while one types', () => {
    const empty = { ...ben, email: '', name: '' }
    expect(leftOf(inviteRules, empty, { ...empty, email: 'ben@' })).toEqual(['invite-email', 'invite-name'])
    expect(leftOf(inviteRules, empty, { ...empty, email: ben.email })).toEqual(['invite-name'])
    expect(leftOf(inviteRules, { ...ben, name: '' }, { ...ben, email: '' })).toEqual([])
  })

  it('[PAGE62] keeps a fault of the server until its field holds something else', () => {
    const found = { faults: [{ field: 'invite-email', says: 'not an address' }], sent: ben }
    expect(faultsLeft(found, { ...ben, name: 'Benedict' }, inviteRules)).toEqual(found.faults)
    expect(faultsLeft(found, { ...ben, email: 'ben@council.test' }, inviteRules)).toEqual([])
  })
})

describe('a body', () => {
  const voices = { name: 'Lorne Voices', shortName: 'Voices' }

  it('needs both its names', () => {
    expect(bodyRules([]).faultsOf(voices)).toEqual([])
    const fields = bodyRules([])
      .faultsOf({ name: '', shortName: '' })
      .map(({ field }) => field)
    expect(fields).toEqual(['body-name', 'body-short'])
  })

  it('[PLAN11] has no name that another has', () => {
    const other = { name: 'Lorne  voices ', shortName: 'Forum' }
    const [fault] = bodyRules([other]).faultsOf(voices)
    expect(fault?.field).toBe('body-name')
    expect(fault?.says).toContain('Another body')
  })

  it('[PAGE62] loses each fault as its name is mended, and one of the server as it is changed', () => {
    const rules = bodyRules([{ name: 'Lorne Forum', shortName: 'Forum' }])
    const taken = { name: 'Lorne Forum', shortName: '' }
    expect(leftOf(rules, taken, { ...taken, shortName: 'Voices' })).toEqual(['body-name'])
    expect(leftOf(rules, taken, { ...taken, name: voices.name })).toEqual(['body-short'])
    const reply: ApiError = {
      type: 'malformed',
      says: '',
      faults: [
        { path: 'shortName', says: 'taken' },
        { path: 'kind', says: 'unknown' },
      ],
    }
    const faults = faultsOfReply(reply, (path) => rules.fields[path])
    expect(faults).toEqual([{ field: 'body-short', says: 'Taken' }])
    expect(faultsLeft({ faults, sent: voices }, { ...voices, name: 'Lorne' }, rules)).toEqual(faults)
    expect(faultsLeft({ faults, sent: voices }, { ...voices, shortName: 'LV' }, rules)).toEqual([])
  })
})

describe('roles', () => {
  it('of a section are those of the plan but for the coordinator', () => {
    expect(planRoles.filter((role) => !sectionRoles.includes(role))).toEqual(['coordinator'])
    expect([isRole('lead'), isRole('owner')]).toEqual([true, false])
  })

  it('in single sections come in the order of the plan, without removed sections', () => {
    const sections = [sectionNamed('s1', 'Vision'), sectionNamed('s2', 'Needs')]
    const member: MemberView = {
      id: 'm1',
      personId: 'p1',
      name: 'Ben',
      bodyId: 'council',
      role: 'commenter',
      capacity: '',
      sectionRoles: { gone: 'lead', s2: 'drafter', s1: 'reader' },
    }
    expect(sectionRolesOf({ sections }, member)).toEqual([
      { sectionId: 's1', title: 'Vision', role: 'reader' },
      { sectionId: 's2', title: 'Needs', role: 'drafter' },
    ])
  })
})
