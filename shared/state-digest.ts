/**
 * All that a replica of a room holds in 32 bytes: whose words up to which, and what of them is deleted. Two replicas have
 * the same digest only where they hold the same, since Yjs writes both parts in one order, however they came together.
 */
import { digest } from 'lib0/hash/sha256'
import * as Y from 'yjs'
import { joinBytes } from './byte-rows.ts'

/** SHA-256 over the state vector and the update that holds the deletions alone, each as Yjs encodes it. */
export const stateDigest = (stateVector: Uint8Array, deletions: Uint8Array): Uint8Array =>
  digest(joinBytes([stateVector, deletions]))

export interface Holding {
  readonly stateVector: Uint8Array
  readonly digest: Uint8Array
}

/** What waits in the Y.Doc for something missing counts as held; then no room holds the same. */
export const holdingOf = (doc: Y.Doc): Holding => {
  const stateVector = Y.encodeStateVector(doc)
  return { stateVector, digest: stateDigest(stateVector, Y.encodeStateAsUpdate(doc, stateVector)) }
}
