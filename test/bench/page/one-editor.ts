/** The subject to compare with: builds the page of one big editor, serves it and its one room. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import * as Y from 'yjs'
import type { Item, SectionContent } from '../../../shared/plan/model.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import type { OneEditorFacts } from '../one-editor/facts.ts'
import { openOneRoom } from './one-room.ts'
import type { Place, Subject } from './subject.ts'

export interface LongPlan {
  readonly places: readonly Place[]
  readonly contents: ReadonlyMap<string, SectionContent>
  readonly facts: OneEditorFacts
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

const colours = ['#0065bd', '#a3005d', '#00625b', '#5c3a9e', '#8a4b00']

export const startOneEditor = async (plan: LongPlan): Promise<Subject> => {
  const { doc, starts } = joinSections(plan)
  const files = new Map([...(await buildPage()), ['/facts.json', packed('.json', JSON.stringify(plan.facts))] as const])
  const server = createServer((request, response) => answer(files, request, response))
  const room = openOneRoom(server, doc)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const startOf = ({ id }: Place): number => starts.get(id) ?? 0
  const paragraph: Subject['paragraph'] = (page, place, index) =>
    page.locator(`.ProseMirror > :nth-child(${startOf(place) + (place.paragraphs[index] ?? 0) + 1})`)
  return {
    name: 'one big editor',
    url: `http://${host}/`,
    prepare: () => Promise.resolve(),
    prepareReader: () => Promise.resolve(),
    firstText: '.ProseMirror > p',
    wholeText: { className: 'ProseMirror', count: 1 },
    editor: () => '.ProseMirror',
    wayIn: (page, place) => paragraph(page, place, 0),
    paragraph,
    door: (place, colleague) => ({
      serverUrl: `ws://${host}/sync`,
      room: 'plan',
      headers: {},
      user: { name: `Colleague ${colleague + 1}`, color: colours[colleague % colours.length] ?? '#000000' },
      from: startOf(place),
    }),
    close: () => {
      room.close()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** All sections one after the other in one Y.Doc, each under a heading; where each begins. */
const joinSections = ({ places, contents }: LongPlan) => {
  const starts = new Map<string, number>()
  const items: Item[] = []
  for (const { id, title } of places) {
    items.push({ type: 'heading', level: 3, content: [{ type: 'text', text: title }] })
    starts.set(id, items.length)
    items.push(...(contents.get(id)?.items ?? []))
  }
  const doc = new Y.Doc()
  writeContent(doc, { items })
  return { doc, starts }
}

interface Packed {
  readonly type: string
  readonly gz: Uint8Array
}

const packed = (extension: string, content: string | Uint8Array): Packed => ({
  type: types[extension] ?? 'application/octet-stream',
  gz: gzipSync(content),
})

const buildPage = async (): Promise<ReadonlyMap<string, Packed>> => {
  const outDir = mkdtempSync(join(tmpdir(), 'comhla-bench-page-'))
  const root = join(import.meta.dirname, '../one-editor')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, target: 'es2024', chunkSizeWarningLimit: 2_000 },
  })
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const read = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [path.slice(outDir.length), packed(extname(name), readFileSync(path))] as const
  })
  rmSync(outDir, { recursive: true })
  return new Map(read)
}

const answer = (files: ReadonlyMap<string, Packed>, { url }: IncomingMessage, response: ServerResponse): void => {
  const file = files.get(url === '/' ? '/index.html' : (url ?? ''))
  if (file === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip' }).end(file.gz)
}
