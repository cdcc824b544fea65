/** How near two names are: spelled alike but for hyphens, `&`, capitals or a letter or two. */

/** Names compared without capitals, hyphens and the choice between `&` and `and`. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Letters that may be a slip in names of some length: shorter ones differ by that much honestly. */
const slipsIn = (length: number): number => (length < 10 ? 0 : length < 20 ? 1 : 2)

/** Characters two spellings of a name may differ by in length, `&` for `and` twice over; spares most comparisons. */
const maxLengthGap = 5

/** Two names that are meant to be one: the same once made plain, or at most two letters apart. */
export const isNear = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > maxLengthGap) return false
  const [a, b] = [plainName(one), plainName(other)]
  if (a === '' || b === '') return false
  const joined = (name: string) => name.replaceAll(' ', '')
  if (joined(a) === joined(b)) return true
  return distanceWithin(a, b, slipsIn(Math.min(a.length, b.length)))
}

/** Whether at most `limit` letters must be put in, left out or changed to make one word of the other. */
const distanceWithin = (a: string, b: string, limit: number): boolean => {
  if (Math.abs(a.length - b.length) > limit) return false
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) > limit) return false
    row = next
  }
  return (row[b.length] ?? 0) <= limit
}
