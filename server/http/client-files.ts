/**
 * The built pages, read into memory once at start: about 60 files, some megabytes. Nothing outside the folder can be
 * asked for, since only the names found in it are known.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}
const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest'])

/** Not shared with other threads, so that an answer takes them as they are. */
type Bytes = Uint8Array<ArrayBuffer>

export type Encoding = 'br' | 'gzip' | 'identity'

export interface ClientFile {
  readonly type: string
  /** Its name holds a hash of its content, so it never changes. */
  readonly isImmutable: boolean
  /** The same bytes for everyone who asks. */
  encoded(encoding: Encoding): Promise<Bytes>
  readonly isCompressible: boolean
}
export interface Client {
  /** By path, as `/assets/main-3f2a.js`. */
  readonly files: ReadonlyMap<string, ClientFile>
  /** The page, with `__NONCE__` where a nonce belongs; null when the pages have not been built. */
  readonly page: string | null
  /** Paths of the scripts of a plan's page, beside those of every page. */
  readonly planScripts: readonly string[]
}

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}
/** What the build says of itself: chunks by the module they begin with. */
type Manifest = Readonly<Record<string, Chunk>>

const chunksOf = (manifest: Manifest, name: string, found: Set<string>): ReadonlySet<string> => {
  const chunk = manifest[name]
  if (chunk === undefined || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const imported of chunk.imports ?? []) chunksOf(manifest, imported, found)
  return found
}

const readPlanScripts = (manifestFile: string): readonly string[] => {
  if (!existsSync(manifestFile)) return []
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest
  const known = chunksOf(manifest, 'index.html', new Set())
  return [...chunksOf(manifest, 'plan/PlanPage.tsx', new Set(known))]
    .filter((file) => !known.has(file))
    .map((f) => `/${f}`)
}

const compress = {
  br: (bytes: Bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Bytes) => promisify(gzip)(bytes),
  identity: (bytes: Bytes) => Promise.resolve(bytes),
}

const createFile = (path: string, bytes: Bytes): ClientFile => {
  const extension = extname(path)
  const isCompressible = compressible.has(extension)
  const made = new Map<Encoding, Promise<Bytes>>()
  return {
    type: types[extension] ?? 'application/octet-stream',
    isImmutable: path.startsWith('/assets/'),
    isCompressible,
    encoded: (encoding) => {
      const known = made.get(encoding) ?? compress[encoding](bytes)
      made.set(encoding, known)
      return known
    },
  }
}

const pagePath = '/index.html'
const manifestPath = '/manifest.json'

/** Reads the folder the client was built to. */
export const loadClient = (dir: string): Client => {
  if (!existsSync(join(dir, 'index.html'))) return { files: new Map(), page: null, planScripts: [] }
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = `/${relative(dir, file).split(sep).join('/')}`
      return [path, createFile(path, readFileSync(file))] as const
    }),
  )
  files.delete(pagePath)
  files.delete(manifestPath)
  return {
    files,
    page: readFileSync(join(dir, pagePath), 'utf8'),
    planScripts: readPlanScripts(join(dir, manifestPath)),
  }
}

/** What the browser would rather have of what we offer. */
export const preferredEncoding = (acceptEncoding: string | undefined): Encoding => {
  const accepted = (acceptEncoding ?? '').split(',').map((part) => part.trim().split(';')[0])
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}
