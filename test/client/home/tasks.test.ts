import { describe, expect, it } from 'vitest'
import type { ThreadView } from '../../../shared/api/comments.ts'
import type { PlanView } from '../../../shared/api/plans.ts'
import type { SectionView } from '../../../shared/api/sections.ts'
import type { Role } from '../../../shared/plan/facts.ts'
import { taskAddress, tasksOf } from '../../../client/home/tasks.ts'

const section = (id: string, part: Partial<SectionView>): SectionView => ({
  id,
  key: null,
  title: id,
  state: 'drafting',
  mandatory: false,
  exempt: null,
  leadBodyId: 'council',
  dueOn: null,
  tags: [],
  generation: 0,
  openThreads: 0,
  signOffs: [],
  reopenings: [],
  ...part,
})

const plan = (role: Role, sections: readonly SectionView[]): PlanView => ({
  id: 'p1',
  title: 'Plan',
  area: 'Strathlorne',
  from: '2026-04-01',
  to: '2029-03-31',
  templateId: 't',
  templateVersion: 1,
  isExample: false,
  sections,
  removedSections: [],
  bodies: [],
  members: [],
  me: { id: 'm1', personId: 'ada', name: 'Ada', bodyId: 'council', role, capacity: '', sectionRoles: {} },
})

const thread = (id: string, sectionId: string, lastBody: string): ThreadView =>
  talk(id, { kind: 'section', sectionId }, ['x', lastBody])

/** An open thread, by the person and the body of each comment. */
const talk = (
  id: string,
  place: ThreadView['place'],
  ...said: readonly (readonly [personId: string, bodyId: string])[]
): ThreadView => ({
  id,
  place,
  quote: null,
  state: 'open',
  resolvedBy: null,
  resolvedAt: null,
  comments: said.map(([personId, bodyId], at) => ({
    id: `c${at}`,
    personId,
    personName: personId,
    bodyId,
    text: 'Why?',
    at: '',
    editedAt: null,
    withdrawn: false,
  })),
})

const sections = [
  section('late', { dueOn: '2026-02-01' }),
  section('soon', { dueOn: '2026-01-10' }),
  section('ready', { state: 'ready', dueOn: '2026-01-20' }),
  section('signed', { state: 'signed', dueOn: '2026-01-01' }),
  section('theirs', { leadBodyId: 'nhs', dueOn: '2026-01-01' }),
]

describe('what waits for a person', () => {
  it('[PAGE21] lists what to sign, write and answer by due date, and nothing that is signed or another body’s', () => {
    const tasks = tasksOf(plan('lead', sections), [
      thread('asked', 'late', 'nhs'),
      thread('answered', 'late', 'council'),
    ])
    expect(tasks.map(({ kind, sectionId }) => `${kind} ${sectionId}`)).toEqual([
      'write soon',
      'sign ready',
      'write late',
      'answer late',
    ])
    expect(tasks.map(taskAddress)).toEqual([
      '/plans/p1/sections/soon',
      '/plans/p1/sections/ready/sign-off',
      '/plans/p1/sections/late',
      '/plans/p1/threads/asked',
    ])
  })

  it('[PAGE21] tells who commented, wherever that was, that somebody has answered, once', () => {
    const theirs = { kind: 'section', sectionId: 'theirs' } as const
    const ada = ['ada', 'council'] as const
    const ben = ['ben', 'nhs'] as const
    const threads = [
      talk('answered', theirs, ada, ben),
      talk('mine', theirs, ada, ben, ada),
      talk('others', theirs, ben, ['cal', 'police']),
      talk('plan', { kind: 'plan' }, ada, ben),
      talk('own', { kind: 'section', sectionId: 'late' }, ada, ben),
      { ...talk('resolved', theirs, ada, ben), state: 'resolved' as const },
    ]
    const told = tasksOf(plan('commenter', sections), threads).map(({ kind, title, threadId }) => [
      kind,
      title,
      threadId,
    ])
    expect(told).toEqual([
      ['answer', 'late', 'own'],
      ['answered', 'theirs', 'answered'],
      ['answered', 'Plan', 'plan'],
    ])
  })

  it('[PAGE21] tells threads of one section apart by who said what last, and not by what was withdrawn', () => {
    const late = { kind: 'section', sectionId: 'late' } as const
    const first = talk('first', late, ['ben', 'nhs'])
    const second = talk('second', late, ['ada', 'council'], ['cal', 'nhs'], ['dee', 'police'])
    const [, asked, withdrawn] = second.comments
    if (asked === undefined || withdrawn === undefined) throw new Error('The thread has three comments')
    const comments = [...second.comments.slice(0, 1), { ...asked, text: 'When?' }, { ...withdrawn, withdrawn: true }]
    const said = tasksOf(plan('lead', sections), [first, { ...second, comments }]).flatMap((task) => task.said ?? [])
    expect(said).toEqual([
      { by: 'ben', text: 'Why?' },
      { by: 'cal', text: 'When?' },
    ])
  })

  it('[PAGE21] asks nobody for what they may not do', () => {
    expect(tasksOf(plan('drafter', sections), []).map(({ kind }) => kind)).toEqual(['write', 'write'])
    expect(tasksOf(plan('reader', sections), [thread('asked', 'late', 'nhs')])).toEqual([])
  })
})
