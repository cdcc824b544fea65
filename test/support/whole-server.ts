/** All of the server on a port of this machine, with a server world in it, whose clock is in the test's hands. */
import { onTestFinished } from 'vitest'
import { startServer } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { HttpPatience } from '../../server/http/patience.ts'
import { createServerWorld, type ServerWorld } from './server-world.ts'

export interface WholeServer {
  readonly world: ServerWorld
  readonly url: string
  /** The lines of its metrics. */
  metrics(): Promise<readonly string[]>
}

export interface WholeServerOptions {
  /** Where the built pages are; there are none when left out. */
  readonly clientDir?: string
  readonly patience?: HttpPatience
}

export const startWholeServer = async ({
  clientDir = 'not built',
  patience,
}: WholeServerOptions = {}): Promise<WholeServer> => {
  const config = readConfig({ PORT: '0', COMHLA_EXAMPLE: 'no', COMHLA_METRICS: '127.0.0.1:0' })
  if (!config.ok) throw new Error('The environment is not right')
  const world = await createServerWorld()
  const server = await startServer(config.value, world.parts, clientDir, patience)
  onTestFinished(() => server.stop())
  const metrics = async (): Promise<readonly string[]> =>
    (await (await fetch(server.metricsUrl ?? '')).text()).split('\n')
  return { world, url: server.url, metrics }
}
