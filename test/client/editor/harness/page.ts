/** Builds the harness page, serves it under a strict content policy, and opens it in a real Chromium. */
import { existsSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { AddressInfo } from 'node:net'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { launchChromium } from '../../../support/chromium.ts'
import './api.ts'

export interface HarnessPage {
  readonly page: Page
  /** What the browser's console had to complain of; a test of health. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** As strict as the app's own: no inline style or script, no HTML that no policy has seen. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"

const buildPage = async (outDir: string): Promise<void> => {
  await build({
    configFile: false,
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    resolve: {
      dedupe: ['yjs', 'lib0', 'y-protocols', '@tiptap/core', '@tiptap/pm', '@tiptap/y-tiptap', 'react', 'react-dom'],
    },
    build: { outDir, emptyOutDir: true, target: 'es2024', minify: false, chunkSizeWarningLimit: 10_000 },
  })
}

const respond = async (dir: string, url: string, response: ServerResponse): Promise<void> => {
  const path = normalize(url === '/' ? '/index.html' : url)
  const file = join(dir, path)
  if (!existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  const type = types[extname(path)] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(await readFile(file))
}

const serve = async (dir: string): Promise<Server> => {
  const server = createServer((request, response) => void respond(dir, request.url ?? '/', response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

const openPage = async (browser: Browser, server: Server, complaints: string[]): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !message.text().includes('404'))
      complaints.push(message.text())
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'harness' in window)
  return page
}

export const openHarness = async (): Promise<HarnessPage> => {
  const dir = await mkdtemp(join(tmpdir(), 'comhla-editor-'))
  await buildPage(dir)
  const server = await serve(dir)
  const browser = await launchChromium()
  const complaints: string[] = []
  const page = await openPage(browser, server, complaints)
  return {
    page,
    complaints,
    close: async () => {
      await browser.close()
      await new Promise((closed) => server.close(closed))
      await rm(dir, { recursive: true, force: true })
    },
  }
}
