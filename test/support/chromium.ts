/**
 * A real Chromium for tests: the system's where there is one, else the one that comes as a package and carries its own
 * libraries. Never skipped: where neither starts, the test fails and says why.
 */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packaged, { inflate } from '@sparticuz/chromium'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** No sandbox: containers and CI run as root. The rest keeps the browser from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Executable {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/** The caller closes it. */
export const launchChromium = async (extraFlags: readonly string[] = []): Promise<Browser> => {
  const { path, env } = await findChromium()
  return chromium.launch({ executablePath: path, args: [...flags, ...extraFlags], env: { ...process.env, ...env } })
}

/** A browser with a profile in `folder`, as people have: what it stores is there when it is started again. */
export const launchProfile = async (folder: string, extraFlags: readonly string[] = []): Promise<BrowserContext> => {
  const { path, env } = await findChromium()
  return chromium.launchPersistentContext(folder, {
    executablePath: path,
    args: [...flags, ...extraFlags],
    env: { ...process.env, ...env },
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
}

/** `TEST_CHROMIUM=packaged` tries the fallback on a machine that has a system browser. */
const findChromium = async (): Promise<Executable> => {
  const system = systemPaths.find((path) => existsSync(path))
  const isForced = process.env.TEST_CHROMIUM === 'packaged'
  return system === undefined || isForced ? await unpackChromium() : { path: system, env: {} }
}

/** The package unpacks into the temporary folder; its libraries serve machines that lack the system's. */
const unpackChromium = async (): Promise<Executable> => {
  const path = await packaged.executablePath()
  const bin = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin')
  const libraries = await inflate(join(bin, 'al2023.tar.br'))
  const own = process.env.LD_LIBRARY_PATH
  const libraryPath = own === undefined ? join(libraries, 'lib') : `${own}:${join(libraries, 'lib')}`
  return { path, env: { LD_LIBRARY_PATH: libraryPath, FONTCONFIG_PATH: join(tmpdir(), 'fonts') } }
}
