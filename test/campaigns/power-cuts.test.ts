/**
 * Power cuts: what the store did to its files is recorded while people write, then the power is cut at random places of
 * that record, and a store is opened on what a disk may have kept (`power/operations.ts` says what that can be). Every
 * update that somebody had been shown, or told is saved, by then must be in it. The record is what the system was asked
 * to do, where strace runs; elsewhere, and in the long campaign as well, one made by looking at the files.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { campaignRuns, isLong, tellCounts, underSeed } from '../support/campaign.ts'
import { createRandom } from '../support/random.ts'
import { openFiles, scratchFolder, storeFiles } from '../support/stored.ts'
import { aims } from '../support/sync-world.ts'
import { recordByLooking } from './power/observe.ts'
import { createDisk, type Image, type Operation } from './power/operations.ts'
import { canTrace, recordByTrace } from './power/trace.ts'
import { digestOf, prepare, type Synchronous, type Writing } from './power/writing.ts'

const cuts = campaignRuns({ share: 60, long: 3_000 })
/** Enough for the log to be folded into the database several times. */
const updates = isLong ? 2_000 : 1_000

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-power-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

interface Recording {
  readonly start: Image
  readonly operations: readonly Operation[]
}

type Recorder = (writing: Writing) => readonly Operation[] | Promise<readonly Operation[]>

const record = async (recorder: Recorder, synchronous: Synchronous): Promise<Recording> => {
  const folder = newFolder()
  await prepare(folder)
  const start: Image = new Map([[storeFiles[0], readFileSync(join(folder, storeFiles[0]))]])
  return { start, operations: await recorder({ folder, seed: 1, updates, synchronous }) }
}

type Outcome = { readonly missing: number } | { readonly fault: string }

/** What a store opened on these files has of what was told. */
const outcomeOf = async (image: Image, told: readonly string[]): Promise<Outcome> => {
  const folder = scratchFolder()
  for (const [file, bytes] of image) writeFileSync(join(folder, file), bytes)
  try {
    const { integrity, updates } = await openFiles(folder, [aims])
    const kept = new Set((updates.get(aims) ?? []).map(({ bytes }) => digestOf(bytes)))
    return integrity === 'ok' ? { missing: told.filter((digest) => !kept.has(digest)).length } : { fault: integrity }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unreadable' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Cuts the power at `count` places, in the order of the record; `judge` sees what each left. */
const cutAll = async ({ start, operations }: Recording, count: number, judge: (outcome: Outcome) => void) => {
  const places = createRandom(1)
  const at = Array.from({ length: count }, () => places.int(operations.length + 1)).sort((a, b) => a - b)
  const disk = createDisk(start)
  const told: string[] = []
  let done = 0
  for (const [seed, place] of at.entries()) {
    for (; done < place; done += 1) {
      const operation = operations[done]
      if (operation?.kind === 'told') told.push(operation.digest)
      else if (operation) disk.take(operation)
    }
    await underSeed(seed, async () => judge(await outcomeOf(disk.cut(createRandom(seed)), told)))
    // A store answers without leaving the process: what waits for a turn of the event loop would hold each of them.
    await setImmediate()
  }
}

const countsOf = ({ operations }: Recording): Record<string, number> => {
  const counts = { write: 0, sync: 0, truncate: 0, told: 0 }
  for (const { kind } of operations) counts[kind] += 1
  return counts
}

const checkpointsIn = ({ operations }: Recording): number =>
  operations.filter((operation) => operation.kind === 'sync' && operation.file === storeFiles[0]).length

const describeCuts = (name: string, recorder: Recorder): unknown =>
  describe(`power cuts, ${name}`, () => {
    it('[STORE5] [FAULT2] lose nothing that anyone saw or was told is saved, and leave a store that opens', async () => {
      const recording = await record(recorder, 'full')
      await cutAll(recording, cuts, (outcome) => expect(outcome).toEqual({ missing: 0 }))
      expect(checkpointsIn(recording)).toBeGreaterThan(1)
      tellCounts(`Power cuts, ${name}`, { cuts, ...countsOf(recording), checkpoints: checkpointsIn(recording) })
    })

    it.each<Synchronous>(['normal', 'off'])(
      'would be found to lose work if the store synced less: %s',
      async (level) => {
        const recording = await record(recorder, level)
        const bad = { lost: 0, unreadable: 0 }
        await cutAll(recording, 30, (outcome) => {
          if ('fault' in outcome) bad.unreadable += 1
          else if (outcome.missing > 0) bad.lost += 1
        })
        expect(bad.lost + bad.unreadable).toBeGreaterThan(5)
        tellCounts(`Power cuts, ${name}, ${level}`, { cuts: 30, ...bad })
      },
    )
  })

const recorders: readonly (readonly [string, Recorder])[] = [
  ...(canTrace() ? [['as the system was asked', recordByTrace] as const] : []),
  ['as the files changed', recordByLooking],
]
for (const [name, recorder] of isLong ? recorders : recorders.slice(0, 1)) describeCuts(name, recorder)
