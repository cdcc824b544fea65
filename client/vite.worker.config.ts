/**
 * Builds the service worker beside the client that was built before, with what it has to keep of it: the page and the
 * hash of every file. It comes out as one classic script that imports nothing: its policy forbids it to load another,
 * and not every browser takes modules there.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { workerPath } from '../shared/addresses.ts'
import type { Build } from './worker/kept-program.ts'

const dist = join(import.meta.dirname, 'dist')

const hashOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

const readBuild = (): Build => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const names = readdirSync(join(dist, 'assets')).sort()
  const files = Object.fromEntries(
    names.map((name) => [`/assets/${name}`, `sha256-${hashOf(readFileSync(join(dist, 'assets', name)))}`]),
  )
  return { id: hashOf(JSON.stringify([page, files])).slice(0, 12), page, files }
}

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  define: { __BUILD__: JSON.stringify(readBuild()) },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2024',
    rolldownOptions: {
      input: join(import.meta.dirname, 'worker/main.ts'),
      output: { format: 'iife', entryFileNames: workerPath.slice(1) },
    },
  },
})
