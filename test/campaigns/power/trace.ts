/**
 * Records the operations on the store's files from outside, as the system is asked for them: the writing program runs
 * under strace. Nothing here knows how SQLite works.
 *
 *   pwrite64(23<path>, "bytes", 24, 32) = 24        path and bytes as \x41\x42…
 *   fsync(23<path>) = 0 · ftruncate(23<path>, 0) = 0 · write(1<pipe>, "told …", 30) = 30
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { storeFiles } from '../../support/stored.ts'
import type { Operation, StoreFile } from './operations.ts'
import type { Writing } from './writing.ts'

const watchedCalls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate'

/** Whether this machine has strace and lets it trace. */
export const canTrace = (): boolean => spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

const bytesOf = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex')

const fileOf = (escapedPath: string): StoreFile | undefined =>
  storeFiles.find((file) => file === basename(bytesOf(escapedPath).toString()))

const call = /^(\w+)\((\d+)<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)")?(?:, (\d+))?(?:, (\d+))?\) += (-?\d+)/

const toldIn = (text: string): Operation[] => {
  const digest = /^told (\w+)/.exec(text)?.[1]
  return digest === undefined ? [] : [{ kind: 'told', digest }]
}

const operationsOn = (file: StoreFile, name: string, bytes: Buffer, size: number, at: number): Operation[] => {
  if (name === 'pwrite64') return [{ kind: 'write', file, at, bytes }]
  if (name === 'ftruncate') return [{ kind: 'truncate', file, size }]
  if (name === 'fsync' || name === 'fdatasync') return [{ kind: 'sync', file }]
  throw new Error(`${name} on ${file}: not known how to follow`)
}

const operationsIn = (line: string): Operation[] => {
  const [, name = '', descriptor, path = '', escaped = '', size, at, result] = call.exec(line) ?? []
  if (name === '' || Number(result) < 0) return []
  const bytes = bytesOf(escaped)
  if (name === 'write' && descriptor === '1') return toldIn(bytes.toString())
  const file = fileOf(path)
  return file ? operationsOn(file, name, bytes, Number(size), Number(at)) : []
}

/** Runs the writing to its end and gives back all it did to the files of its folder. */
export const recordByTrace = (writing: Writing): readonly Operation[] => {
  const trace = join(writing.folder, 'trace')
  const watching = ['-y', '-xx', '-s', '10000000', '-e', watchedCalls, '-o', trace]
  const program = [process.execPath, join(import.meta.dirname, 'writer.ts'), JSON.stringify(writing)]
  const run = spawnSync('strace', [...watching, ...program], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (run.status !== 0) throw new Error(`The writing could not be traced: ${run.stderr}`)
  const operations = readFileSync(trace, 'latin1').split('\n').flatMap(operationsIn)
  rmSync(trace)
  return operations
}
