/**
 * What a program did to the store's files, in order, and what a power cut leaves of it.
 *
 * Modelled: a disk that keeps what was synced and, of what was written since the file's last sync, any part: nothing,
 * everything up to some write with that one torn, or any of its 512-byte sectors without the others; the files apart from
 * each other; and a file grown without its data (zeros). Not modelled: a disk that lies about syncs, or that damages
 * sectors nobody was writing to.
 */
import type { Random } from '../../support/random.ts'
import { storeFiles } from '../../support/stored.ts'

export type StoreFile = (typeof storeFiles)[number]

export type Operation =
  | { readonly kind: 'write'; readonly file: StoreFile; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly file: StoreFile; readonly size: number }
  | { readonly kind: 'sync'; readonly file: StoreFile }
  /** Somebody was shown an update, or told that it is saved; `digest` names it. */
  | { readonly kind: 'told'; readonly digest: string }

type Change = Operation & { readonly kind: 'write' | 'truncate' }

export type Image = ReadonlyMap<StoreFile, Uint8Array>

const sectorBytes = 512

/** A file's content, changed in place. */
interface Content {
  /** More than the file has; past its size all zeros. */
  room: Uint8Array
  size: number
}

const contentOf = (bytes: Uint8Array): Content => ({ room: bytes.slice(), size: bytes.length })

const bytesOf = ({ room, size }: Content): Uint8Array => room.subarray(0, size)

const resize = (content: Content, size: number): void => {
  if (size > content.room.length) {
    const larger = new Uint8Array(2 * size)
    larger.set(bytesOf(content))
    content.room = larger
  }
  content.room.fill(0, size, content.size)
  content.size = size
}

const apply = (content: Content, operation: Change): void => {
  if (operation.kind === 'truncate') return resize(content, operation.size)
  const end = operation.at + operation.bytes.length
  if (end > content.size) resize(content, end)
  content.room.set(operation.bytes, operation.at)
}

/** A write as its sectors, each of which the disk takes whole or not at all. */
const sectorsOf = (operation: Change): readonly Change[] => {
  if (operation.kind === 'truncate') return [operation]
  const { at, bytes } = operation
  const parts: Change[] = []
  for (let start = at; start < at + bytes.length;) {
    const end = Math.min(at + bytes.length, (Math.floor(start / sectorBytes) + 1) * sectorBytes)
    parts.push({ ...operation, at: start, bytes: bytes.subarray(start - at, end - at) })
    start = end
  }
  return parts
}

const endOf = (operation: Change): number =>
  operation.kind === 'write' ? operation.at + operation.bytes.length : operation.size

/** What the disk kept of the changes since the last sync. */
const survivors = (pending: readonly Change[], random: Random): readonly Change[] => {
  const fate = random.int(10)
  if (fate < 2) return []
  const sectors = pending.flatMap(sectorsOf)
  if (fate < 5) return sectors.slice(0, random.int(sectors.length + 1))
  const share = random.pick([0.1, 0.5, 0.9, 0.98])
  return sectors.filter(() => random.chance(share))
}

const afterCut = (durable: Content, pending: readonly Change[], random: Random): Uint8Array => {
  const left = contentOf(bytesOf(durable))
  for (const operation of survivors(pending, random)) apply(left, operation)
  if (random.chance(0.2))
    resize(
      left,
      pending.reduce((size, operation) => Math.max(size, endOf(operation)), left.size),
    )
  return bytesOf(left)
}

/** The files as they come to be, told what happens to them one operation after another. */
export const createDisk = (start: Image) => {
  const files = new Map<StoreFile, { readonly durable: Content; pending: Change[] }>()
  const fileOf = (file: StoreFile) => {
    const known = files.get(file) ?? { durable: contentOf(start.get(file) ?? new Uint8Array()), pending: [] }
    files.set(file, known)
    return known
  }
  return {
    take: (operation: Operation): void => {
      if (operation.kind === 'told') return
      const file = fileOf(operation.file)
      if (operation.kind !== 'sync') return void file.pending.push(operation)
      for (const written of file.pending) apply(file.durable, written)
      file.pending = []
    },
    /** One thing that may be found when the power is back. */
    cut: (random: Random): Image =>
      new Map(storeFiles.map((name) => [name, afterCut(fileOf(name).durable, fileOf(name).pending, random)])),
  }
}
