/** `room inspect`: what is stored of one room, and what is wrong with it. */
import { z } from 'zod'
import { ok } from '../../../shared/result.ts'
import { roomInput } from '../inputs.ts'
import { noRoom } from '../operator.ts'
import { inspectRecord, type Author, type Inspected } from '../rooms/inspect.ts'
import { createVerb } from '../verb.ts'

const size = (bytes: number): string => `${bytes.toLocaleString('en-GB')} bytes`

const describeAuthor = ({ name, personId, updates, clientIds }: Author): string =>
  `  ${name ?? personId ?? ''}: ${updates} updates${clientIds.length > 0 ? `, client ids ${clientIds.join(', ')}` : ''}`

const describe = (room: Inspected): string =>
  [
    room.room,
    `Generation  ${room.generation}`,
    `Text        ${room.words} words, ${room.characters} characters`,
    `State       ${size(room.stateBytes)}`,
    `Log         ${room.updates} updates, ${size(room.logBytes)}`,
    `Snapshots   ${room.snapshots.map(({ seq, bytes }) => `at update ${seq}: ${size(bytes)}`).join('; ') || 'none'}`,
    `Set aside   ${room.setAside}`,
    `Written     ${room.firstAt ?? ''} to ${room.lastAt ?? ''}`,
    'Authors',
    ...room.authors.map(describeAuthor),
    room.findings.length === 0 ? 'Nothing wrong.' : 'Findings',
    ...room.findings.map(({ gravity, says }) => `  ${gravity}: ${says}`),
  ].join('\n')

export const roomInspect = createVerb({
  name: 'room inspect',
  says: 'Show what is stored of a room: sizes, authors, times, and what is wrong. Ends with 1 if the room cannot be opened.',
  arguments: [{ name: 'room', says: 'As in plan show.' }],
  options: [],
  examples: ['room inspect plans/2k7q0v9m4d1x8c6b3n5f/sections/4n1c7t --json'],
  input: z.strictObject({ room: roomInput }),
  run: (world, { room }) =>
    world.open(async (deps) => {
      const record = await deps.store.records.read(room)
      if (!record) return noRoom(room)
      const inspected = await inspectRecord(deps, room, record)
      const failed = inspected.findings.some(({ gravity }) => gravity === 'damage')
      return ok({ json: inspected, text: describe(inspected), failed })
    }),
})
