/** `backup`: the whole installation in one file, while it is in use. */
import { join } from 'node:path'
import { z } from 'zod'
import { databaseName } from '../../store/data-folder.ts'
import { ok } from '../../../shared/result.ts'
import { backUp } from '../backup.ts'
import { fileInput } from '../inputs.ts'
import { createVerb } from '../verb.ts'

export const backup = createVerb({
  name: 'backup',
  says: 'Write everything into one file. The server may run and people may write meanwhile.',
  arguments: [{ name: 'file', says: 'Where to; it must not be there yet.' }],
  options: [{ name: 'force', says: 'Replace the file if it is there.' }],
  examples: ['backup /backups/comhla-monday.db'],
  input: z.strictObject({ file: fileInput, force: z.boolean().default(false) }),
  run: (world, { file, force }) => {
    const made = backUp(join(world.dataFolder, databaseName), file, force)
    if (!made.ok) return Promise.resolve(made)
    const { bytes, plans, updates } = made.value
    const text = `${made.value.file}\nChecked. Plans: ${plans}, changes: ${updates}, bytes: ${bytes}.`
    return Promise.resolve(ok({ json: made.value, text }))
  },
})
