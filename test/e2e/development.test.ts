/** What a developer starts: the server and Vite beside it, the page from its source. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { openPerson, signIn } from '../support/person.ts'
import { becomes, isSaved, openEditor, typeAt } from '../support/screens.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '../..')

const freePort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

/** Starts it on ports and a data folder of its own; answers all it has printed so far. */
const startDevelopment = async (pagePort: string): Promise<() => string> => {
  const folder = mkdtempSync(join(tmpdir(), 'comhla-development-'))
  const child = spawn(process.execPath, ['server/dev.ts'], {
    cwd: root,
    env: { ...process.env, PORT: await freePort(), PAGE_PORT: pagePort, COMHLA_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  let printed = ''
  const take = (chunk: Buffer): void => void (printed += chunk.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return () => printed
}

it('[OPS32] shows the whole app from its source, and the gallery', async () => {
  const pagePort = await freePort()
  const url = `http://127.0.0.1:${pagePort}`
  const printed = await startDevelopment(pagePort)
  const link = (): string | undefined => new RegExp(`${url}/sign-in#\\S+`).exec(printed())?.[0]
  await until(() => link() !== undefined, 60_000)
  await becomes(async () => (await fetch(url).catch(() => null))?.ok, true, 60_000)
  const browser = await launchChromium()
  onTestFinished(() => browser.close())
  const morag = await openPerson(browser, 'Morag')
  await signIn(morag, link() ?? '')
  const text = await openEditor(morag.page, 'Foreword')
  await typeAt(morag, text.locator('p').first(), 'start', 'From the source. ')
  await isSaved(morag)
  await morag.page.goto(`${url}/gallery`)
  await morag.page.getByRole('heading', { name: 'Gallery' }).waitFor()
  expect(await morag.page.getByRole('heading').count()).toBeGreaterThan(5)
})
