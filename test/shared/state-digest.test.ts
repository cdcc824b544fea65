import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { holdingOf, stateDigest } from '../../shared/state-digest.ts'
import { underSeed } from '../support/campaign.ts'
import { editRandomly } from '../support/random-edits.ts'
import { createRandom, type Random } from '../support/random.ts'
import { firstState } from '../support/sync-world.ts'

const begin = (clientId: number): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  // As the server reads it: without tidying marks by itself.
  doc.on('afterTransaction', (transaction) => Object.assign(transaction, { _needFormattingCleanup: false }))
  Y.applyUpdate(doc, firstState())
  return doc
}

const writeAtOnce = (random: Random, docs: readonly Y.Doc[]): readonly Uint8Array[] => {
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let edit = 0; edit < 20; edit += 1) editRandomly(random, random.pick(docs).getXmlFragment('content'))
  return updates
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const digestHex = (doc: Y.Doc): string => hex(holdingOf(doc).digest)

const applied = (updates: readonly Uint8Array[]): Y.Doc => {
  const doc = begin(9)
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const run = (seed: number): void => {
  const random = createRandom(seed)
  const updates = writeAtOnce(random, [begin(2), begin(3)])
  const inOrder = applied(updates)
  const otherwise = applied([...updates].sort(() => random.int(3) - 1))
  const fromState = new Y.Doc()
  Y.applyUpdate(fromState, Y.encodeStateAsUpdate(inOrder))
  const { stateVector, digest } = holdingOf(inOrder)
  const fromBytes = stateDigest(stateVector, Y.diffUpdate(Y.encodeStateAsUpdate(inOrder), stateVector))
  expect([digestHex(otherwise), digestHex(fromState), hex(fromBytes)]).toEqual(Array(3).fill(hex(digest)))
  const lost = random.int(updates.length)
  const without = applied(updates.filter((_, index) => index !== lost))
  const holdsTheSame = hex(Y.encodeStateAsUpdate(without)) === hex(Y.encodeStateAsUpdate(inOrder))
  expect(digestHex(without) === hex(digest)).toBe(holdsTheSame)
}

describe('the digest of a state', () => {
  it('[ROOM75] is one for all who hold the same, however they came to it, and another where an update is missing', () => {
    const runs = Number(process.env.FUZZ_RUNS ?? 300)
    for (let seed = 1; seed <= runs; seed += 1) void underSeed(seed, () => run(seed))
  })

  it('[ROOM75] tells a deletion from none', () => {
    const doc = begin(2)
    const before = holdingOf(doc)
    doc.getXmlFragment('content').delete(0, 1)
    const after = holdingOf(doc)
    expect(hex(after.stateVector)).toBe(hex(before.stateVector))
    expect(hex(after.digest)).not.toBe(hex(before.digest))
  })
})
