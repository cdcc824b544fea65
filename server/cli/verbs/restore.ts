/** `restore`: back to a backup. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { fileInput } from '../inputs.ts'
import { restore as restoreFrom, type Restored } from '../restore.ts'
import { createVerb } from '../verb.ts'

const describe = ({ database, keptAside, plans, rooms }: Restored): string =>
  [
    `Restored ${database}. Plans: ${plans}, rooms: ${rooms}.`,
    keptAside === null ? 'There was no database before.' : `The old one is kept as ${keptAside}`,
    'Everyone signs in again. Pages still open keep what was written after the backup and do not merge it.',
    'API tokens and open invitations no longer work: make those that are still wanted anew.',
    'Members and their roles are as they were then: look them over.',
  ].join('\n')

export const restore = createVerb({
  name: 'restore',
  says: 'Put a backup in the place of the database. Stop the server first; the old database is kept.',
  arguments: [{ name: 'file', says: 'A file that backup wrote.' }],
  options: [],
  examples: ['restore /backups/comhla-monday.db'],
  input: z.strictObject({ file: fileInput }),
  run: async (world, { file }) => {
    const restored = await restoreFrom(world.dataFolder, file, world.clock)
    return restored.ok ? ok({ json: restored.value, text: describe(restored.value) }) : restored
  },
})
