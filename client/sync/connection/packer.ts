/** Gathers what the page says in one turn of its event loop, so that it leaves as one parcel. */
import { joinBytes } from '../../../shared/byte-rows.ts'
import { encodeEntry } from '../../../shared/parcel.ts'
import type { Entry } from '../../../shared/parcel.ts'

export interface Packer {
  /** Entries go out in order, those of one turn together. */
  put(entry: Entry): void
  /** Sends what waits, now. */
  flush(): void
}

/** A parcel is sent once it is so long, so that a large frame need not be copied into a larger parcel. */
const fullBytes = 64 * 1024

/** `soon` runs a task after what runs now. */
export const createPacker = (send: (parcel: Uint8Array) => void, soon: (run: () => void) => void): Packer => {
  let parts: Uint8Array[] = []
  let length = 0

  const flush = (): void => {
    const [only] = parts
    if (only === undefined) return
    const parcel = parts.length === 1 ? only : joinBytes(parts)
    parts = []
    length = 0
    send(parcel)
  }
  const put = (entry: Entry): void => {
    const bytes = encodeEntry(entry)
    if (length + bytes.length > fullBytes) flush()
    if (parts.length === 0) soon(flush)
    parts.push(bytes)
    length += bytes.length
  }
  return { put, flush }
}
