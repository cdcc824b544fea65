/** Bytes in several pieces, one after the other: how many they are, joined, and taken off the front. */

export const lengthOf = (row: readonly ArrayLike<number>[]): number => row.reduce((sum, { length }) => sum + length, 0)

export const joinBytes = (row: readonly ArrayLike<number>[]): Uint8Array => {
  const joined = new Uint8Array(lengthOf(row))
  let at = 0
  for (const part of row) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Takes up to `most` bytes off the front of `row`. */
export const takeFrom = (row: Uint8Array[], most: number): Uint8Array => {
  const taken: Uint8Array[] = []
  let length = 0
  for (let first = row.shift(); first !== undefined; first = row.shift()) {
    const part = first.subarray(0, most - length)
    taken.push(part)
    length += part.length
    if (part.length < first.length) row.unshift(first.subarray(part.length))
    if (length === most) break
  }
  return joinBytes(taken)
}
