/** The house: who may import whom, one copy of what must be one, and the rule that every SPEC rule has its test. */
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const filesIn = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root }).filter((file) => !file.startsWith('client/dist') && !file.includes('node_modules'))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const sources = filesIn('{shared,server,client}/**/*.{ts,tsx}')

const importsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '')
const targetOf = (file: string, name: string): string =>
  name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name
const roomOf = (file: string): string => file.split('/')[0] ?? ''

/** Folders of the client that compose others; the rest do not import each other. */
const composers = ['plan', 'entry', 'gallery', 'home']
const commonRooms = ['ui', 'words', 'api', 'sync', 'device', 'styles']

describe('the house', () => {
  it('lets shared import nothing of server and client, and keeps server and client apart', () => {
    const forbidden: Readonly<Record<string, readonly string[]>> = {
      shared: ['server', 'client', 'test'],
      server: ['client', 'test'],
      client: ['server', 'test'],
    }
    const crossings = sources.flatMap((file) =>
      importsOf(file)
        .filter(
          (name) => name.startsWith('.') && (forbidden[roomOf(file)] ?? []).includes(roomOf(targetOf(file, name))),
        )
        .map((name) => `${file} -> ${name}`),
    )
    expect(crossings).toEqual([])
  })

  it('keeps shared pure: no Node, no network, no framework', () => {
    const allowed = /^(\.|yjs$|lib0\/|y-protocols\/|zod$|marked$|yaml$)/
    const strangers = sources
      .filter((file) => file.startsWith('shared/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => !allowed.test(name))
          .map((name) => `${file} -> ${name}`),
      )
    expect(strangers).toEqual([])
    const impure = sources.filter(
      (file) => file.startsWith('shared/') && /\b(Date\.now|Math\.random|new Date\(\)|crypto\.)/.test(read(file)),
    )
    expect(impure).toEqual([])
  })

  it('lets features of the client know each other only through those that compose them', () => {
    const crossings = sources
      .filter((file) => file.startsWith('client/') && file.split('/').length > 2)
      .flatMap((file) => {
        const own = file.split('/')[1] ?? ''
        if (composers.includes(own)) return []
        return importsOf(file)
          .filter((name) => name.startsWith('.'))
          .map((name) => targetOf(file, name))
          .filter((target) => target.startsWith('client/') && target.split('/').length > 2)
          .filter((target) => ![own, ...commonRooms].includes(target.split('/')[1] ?? ''))
          .map((target) => `${file} -> ${target}`)
      })
    expect(crossings).toEqual([])
  })

  it('has only what belongs there at the top level', () => {
    const tracked = [
      'client',
      'server',
      'shared',
      'templates',
      'test',
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'DECISIONS.md',
      'LICENSE',
      'README.md',
      'SPEC.md',
      'STYLE.md',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'vitest.config.ts',
    ]
    const left = ['node_modules', 'data', 'docs']
    const strangers = readdirSync(root).filter((name) => !name.startsWith('.') && ![...tracked, ...left].includes(name))
    expect(strangers).toEqual([])
    expect(tracked.filter((name) => !existsSync(join(root, name)))).toEqual([])
  })

  it('installs one copy each of what breaks in two', () => {
    const single = [
      'yjs',
      'lib0',
      'y-protocols',
      '@tiptap/core',
      '@tiptap/pm',
      '@tiptap/y-tiptap',
      'prosemirror-model',
      'prosemirror-state',
      'prosemirror-view',
      'react',
    ]
    const locked = Object.keys((JSON.parse(read('package-lock.json')) as { packages: object }).packages)
    const copies = single.map((name) => [name, locked.filter((path) => path.endsWith(`node_modules/${name}`)).length])
    expect(copies).toEqual(single.map((name) => [name, 1]))
    expect(locked.filter((path) => path.endsWith('node_modules/y-prosemirror'))).toEqual([])
  })

  it('pins every dependency exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    )
    expect(loose).toEqual([])
  })

  it('quotes every rule of the SPEC in a test, and quotes no rule that is not there', () => {
    const rules = new Set(
      [...read('SPEC.md').matchAll(/^- \*\*([A-Z][A-Z0-9]*?\d+)\*\*/gm)].map(([, rule]) => rule ?? ''),
    )
    const tests = filesIn('test/{contract/*.ts,**/*.test.{ts,tsx}}').map(read).join('\n')
    const quoted = new Set([...tests.matchAll(/\[((?:[A-Z]{3,6}|A11Y)\d+)\]/g)].map(([, rule]) => rule ?? ''))
    expect([...rules].filter((rule) => !quoted.has(rule))).toEqual([])
    expect([...quoted].filter((rule) => !rules.has(rule))).toEqual([])
  })

  it('has no drawers, no any, no unfinished words', () => {
    const drawers = sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/i.test(file))
    expect(drawers).toEqual([])
    const unfinished = sources.filter((file) =>
      /\b(TODO|FIXME|HACK|XXX|for now)\b|: any\b|as any\b|as unknown as\b/.test(read(file)),
    )
    expect(unfinished).toEqual([])
  })
})
