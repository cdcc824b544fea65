/** `room repair`: rebuilds a damaged room from what can be read of it. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { conflict } from '../../actions/errors.ts'
import { claimFolder } from '../../store/data-folder.ts'
import { roomInput } from '../inputs.ts'
import { repairRoom, type LeftOut, type Repair } from '../rooms/repair.ts'
import { createVerb } from '../verb.ts'
import type { World } from '../world.ts'

const describeLeftOut = ({ from, to, updates, bytes, firstAt, lastAt, authors }: LeftOut): readonly string[] => [
  `Left out: updates ${from} to ${to} (${updates}, ${bytes} bytes), written ${firstAt} to ${lastAt} by`,
  ...authors.map((author) => `  ${author.name}: ${author.updates}`),
]

const ending = ({ isDone, generation }: Repair): string =>
  isDone
    ? `Rebuilt with generation ${generation}. What was left out is kept aside. Pages that hold an older copy do not merge it.`
    : 'Nothing was changed. Stop the server and add --write to rebuild the room; what is left out is kept aside.'

const describe = (repair: Repair): string => {
  const { room, isNeeded, why, kept, leftOut } = repair
  if (!isNeeded) return `${room}\nThis room can be opened. Nothing was changed.`
  return [
    room,
    `Kept: the text up to update ${kept.seq}${kept.lastAt === null ? '' : ` of ${kept.lastAt}`}, ${kept.words} words`,
    `Then: ${why ?? 'the log ends'}`,
    ...(leftOut === null ? ['Left out: nothing that is still there'] : describeLeftOut(leftOut)),
    ending(repair),
  ].join('\n')
}

/** Runs while no server has the folder and none can take it. */
const alone = async <T>(world: World, work: () => Promise<T>) => {
  const claim = claimFolder(world.dataFolder)
  if (!claim) {
    return conflict(`A server or another command uses ${world.dataFolder}. Stop it, then repair. Nothing was changed.`)
  }
  try {
    return await work()
  } finally {
    claim.release()
  }
}

export const roomRepair = createVerb({
  name: 'room repair',
  says: 'Say what can be saved of a damaged room; with --write rebuild it so. Stop the server before --write.',
  arguments: [{ name: 'room', says: 'As in plan show.' }],
  options: [{ name: 'write', says: 'Do it. Without it nothing is changed.' }],
  examples: [
    'room repair plans/2k7q0v9m4d1x8c6b3n5f/sections/4n1c7t',
    'room repair plans/2k7q0v9m4d1x8c6b3n5f/sections/4n1c7t --write',
  ],
  input: z.strictObject({ room: roomInput, write: z.boolean().default(false) }),
  run: async (world, { room, write }) => {
    const run = () => world.open((deps) => repairRoom(deps, room, write))
    const repaired = await (write ? alone(world, run) : run())
    if (!repaired.ok) return repaired
    const { isNeeded, isDone } = repaired.value
    return ok({ json: repaired.value, text: describe(repaired.value), failed: isNeeded && !isDone })
  },
})
