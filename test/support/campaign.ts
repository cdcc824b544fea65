/**
 * How long a campaign goes on: a share of it in every `npm test`, the whole with `CAMPAIGN=long` (`npm run test:long`),
 * or as many runs as `CAMPAIGN` says, to look for one failing seed.
 */
const asked = process.env.CAMPAIGN ?? ''

export const isLong = asked === 'long'

export const campaignRuns = ({ share, long }: { readonly share: number; readonly long: number }): number => {
  if (isLong) return long
  return asked === '' ? share : Number(asked)
}

/** One line above the results: a campaign is worth what it did, and that is counted. */
export const tellCounts = (name: string, counts: Readonly<Record<string, number | string>>): void => {
  const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`)
  process.stdout.write(`${name}: ${told.join(', ')}\n`)
}

/** Runs one seed; a failure names it. */
export const underSeed = async <T>(seed: number, run: () => Promise<T> | T): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : 'failed'}`, { cause: error })
  }
}
