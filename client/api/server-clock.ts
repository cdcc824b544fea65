/**
 * What the server's times mean on this computer, whose clock may be wrong by minutes or by hours. Every answer says the
 * server's time, to the second; the newest one counts.
 */

/** How far the server's clock is ahead of this computer's, in ms. */
let aheadMs = 0

/** Takes note of an answer's `Date`; one without it, or that is not understood, says nothing. */
export const noteServerTime = (date: string | null, now = Date.now()): void => {
  const at = Date.parse(date ?? '')
  if (!Number.isNaN(at)) aheadMs = at - now
}

/** The moment by this computer's clock, in ms, of an ISO time by the server's; up to a second and the way late. */
export const hereOf = (serverTime: string): number => Date.parse(serverTime) - aheadMs
