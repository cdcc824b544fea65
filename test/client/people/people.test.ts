import { describe, expect, it } from 'vitest'
import { bodyFaults, inviteFaults, inviteReplyFaults } from '../../../client/people/form-faults.ts'
import type { InviteForm } from '../../../client/people/form-faults.ts'
import { isRole, planRoles, sectionRoles } from '../../../client/people/roles.ts'
import { sectionRolesOf } from '../../../client/people/section-roles.ts'
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

describe('an invitation', () => {
  it('needs something like an address, and a name', () => {
    expect(inviteFaults(ben)).toEqual([])
    const fields = inviteFaults({ ...ben, email: 'ben at council', name: ' ' }).map(({ field }) => field)
    expect(fields).toEqual(['invite-email', 'invite-name'])
  })

  it('shows the server’s faults at its own fields', () => {
    const faults = [
      { path: 'email', says: 'not an address' },
      { path: 'link', says: 'unknown' },
    ]
    const shown = inviteReplyFaults({ type: 'malformed', says: '', faults })
    expect(shown).toEqual([{ field: 'invite-email', says: 'not an address' }])
  })
})

describe('a body', () => {
  const voices = { name: 'Lorne Voices', shortName: 'Voices' }

  it('needs both its names', () => {
    expect(bodyFaults(voices, [])).toEqual([])
    const fields = bodyFaults({ name: '', shortName: '' }, []).map(({ field }) => field)
    expect(fields).toEqual(['body-name', 'body-short'])
  })

  it('[PLAN11] has no name that another has', () => {
    const other = { name: 'Lorne  voices ', shortName: 'Forum' }
    const [fault] = bodyFaults(voices, [other])
    expect(fault?.field).toBe('body-name')
    expect(fault?.says).toContain('Another body')
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
