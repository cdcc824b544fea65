/**
 * The checksum beside the bytes of every update and snapshot: what a disk or a copy has changed in them shows when they
 * are read, before it reaches anybody. It guards against accident, not against somebody who can write to the database.
 */
import { crc32 } from 'node:zlib'

export const checksumOf = (bytes: Uint8Array): number => crc32(bytes)

interface Summed {
  readonly bytes: Uint8Array
  readonly checksum: number
}

/** Whether the bytes are those that were written. */
export const isIntact = ({ bytes, checksum }: Summed): boolean => crc32(bytes) === Number(checksum)
