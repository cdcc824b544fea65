/**
 * The network a request came from, as bounds count it. An address of IPv4 is one; of IPv6 everybody has 2^64 and more,
 * which share their first 64 bits.
 */
import { isIPv6 } from 'node:net'

/** What a proxy may write around an address: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([^\]]+)\](?::\d+)?)$/

/** An address of IPv4 as a socket of IPv6 tells it. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))

/** `2001:db8:0:1` of `2001:db8::1:…` in eight groups: those that `::` leaves out are nought. */
const firstHalf = (address: string): string => {
  const [before = [], after = []] = address.toLowerCase().split('::', 2).map(groupsOf)
  const left = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...left, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

export const networkOf = (written: string): string => {
  const [, v4, v6] = withPort.exec(written) ?? []
  const address = v4 ?? v6 ?? written
  const inside = mapped.exec(address)?.[1]
  if (inside !== undefined) return inside
  return isIPv6(address) ? firstHalf(address.split('%', 1)[0] ?? '') : address
}

/**
 * The network behind so many proxies that are known to stand in front: each adds who came to it at the end of
 * `X-Forwarded-For`, and what stands before is whatever the sender made up.
 */
export const networkBehind = (proxies: number, forwardedFor: string | undefined, direct: string): string => {
  const forwarded = (forwardedFor ?? '').split(',').map((part) => part.trim())
  return networkOf((proxies === 0 ? undefined : forwarded.at(-proxies)) || direct)
}
