const everyMs = 3

/** Waits for what happens elsewhere: over a socket, in another process. Time the machine was asleep does not count. */
export const until = async (isTrue: () => boolean, longestMs = 20_000): Promise<void> => {
  for (let waitedMs = 0; !isTrue(); waitedMs += everyMs) {
    if (waitedMs > longestMs) throw new Error('It never came to that')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
