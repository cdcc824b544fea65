import { describe, expect, it } from 'vitest'
import { membershipOf } from '../../../server/actions/access.ts'
import { createJudgeRoom } from '../../../server/actions/judge-room.ts'
import { can } from '../../../shared/access.ts'
import { closeCode, planRoom, sectionRoom } from '../../../shared/protocol.ts'
import type { SectionRow } from '../../../server/store/tables.ts'
import { createServerWorld, people, type Name, type ServerWorld } from '../../support/server-world.ts'

const everyone: readonly Name[] = [...(Object.keys(people) as (keyof typeof people)[]), 'Odd']
const nowhere = { refused: closeCode.noSuchRoom }

const createJudged = async () => {
  const world = await createServerWorld()
  const judgeRoom = createJudgeRoom(world.deps.store)
  return { world, judge: (name: Name, room: string) => judgeRoom(world.personId(name), room) }
}

/** As every action decides. */
const mayWriteBy = async (world: ServerWorld, name: Name, section: SectionRow): Promise<boolean> => {
  const found = await membershipOf(world.deps.store.rows, world.planId, world.personId(name))
  return can(found?.membership ?? null, 'write-section', section).allowed
}

describe("a room's door", () => {
  it('[ACC3] lets members write where access.can says, their role in one section counted there alone', async () => {
    const { world, judge } = await createJudged()
    const { sections } = world.deps.store.rows
    await sections.change(world.sections[1]?.id ?? '', { state: 'signed' })
    const writers: string[] = []
    for (const section of await sections.listOf(world.planId)) {
      for (const name of everyone) {
        const verdict = await judge(name, sectionRoom(world.planId, section.id))
        const mayWrite = await mayWriteBy(world, name, section)
        if (name === 'Odd') expect(verdict).toEqual(nowhere)
        else expect([name, section.id, verdict]).toMatchObject([name, section.id, { sectionId: section.id, mayWrite }])
        if (mayWrite) writers.push(`${name} ${section.position}`)
      }
    }
    expect(writers.filter((writer) => / [0-2]$/.test(writer)).sort()).toEqual(
      ['Cora 0', 'Cora 2', 'Dara 0', 'Dara 2', 'Lena 0', 'Lena 2', 'Sina 0'].sort(),
    )
  })

  it('[ACC3] says who comes as the plan knows them, in a section and in its own room, where nobody writes', async () => {
    const { world, judge } = await createJudged()
    const inSection = await judge('Rae', sectionRoom(world.planId, world.sections[0]?.id ?? ''))
    const inPlan = await judge('Rae', planRoom(world.planId))
    const [council] = await world.deps.store.rows.bodies.listOf(world.planId)
    const user = { personId: world.personId('Rae'), name: 'Rae', body: council?.name }
    expect(inSection).toMatchObject({ user, mayWrite: false })
    expect(inPlan).toMatchObject({ user, mayWrite: false, sectionId: null })
    expect(await judge('Cora', planRoom(world.planId))).toMatchObject({ mayWrite: false })
    expect(await judge('Odd', planRoom(world.planId))).toEqual(nowhere)
  })

  it('[ACC3] finds no section that was removed, is another plan’s, or was never there, and no removed member', async () => {
    const { world, judge } = await createJudged()
    const [first, second] = world.sections
    const { sections, members } = world.deps.store.rows
    const removedAt = new Date(world.deps.clock.now()).toISOString()
    await sections.change(second?.id ?? '', { removedAt, removedBy: world.personId('Cora') })
    for (const id of [second?.id ?? '', world.otherSections[0]?.id ?? '', 'neverthere'])
      expect(await judge('Cora', sectionRoom(world.planId, id))).toEqual(nowhere)
    expect(await judge('Cora', 'no room')).toEqual(nowhere)
    await members.change(await world.memberId('Dara'), { removedAt })
    expect(await judge('Dara', sectionRoom(world.planId, first?.id ?? ''))).toEqual(nowhere)
    expect(await judge('Dara', planRoom(world.planId))).toEqual(nowhere)
  })
})
