import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { authenticate } from '../../../server/actions/person/authenticate.ts'
import { signIn } from '../../../server/actions/person/sign-in.ts'
import { acceptInvitation } from '../../../server/actions/people/accept-invitation.ts'
import { describeVerb } from '../../../server/cli/help.ts'
import { verbs } from '../../../server/cli/verbs/index.ts'
import type { SectionFacts } from '../../../shared/plan/facts.ts'
import { createCliWorld, createPlan, planWords, type CliWorld } from './world.ts'

// Real files, synced, and processes of their own: slow where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

interface Shown {
  readonly room: string
  readonly sections: readonly (SectionFacts & { readonly room: string })[]
  readonly bodies: readonly {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly lead: boolean
  }[]
  readonly members: readonly { readonly email: string; readonly role: string; readonly bodyId: string }[]
}

const secretOf = (link: string): string => link.split('#')[1] ?? ''

/** The person a link signs in, or the refusal's type. */
const follow = (world: CliWorld, link: string): Promise<string> =>
  world.open(async (deps) => {
    const knock = { token: secretOf(link), address: '127.0.0.1', agent: 'test' }
    const signedIn = await signIn(deps, knock)
    if (!signedIn.ok) return signedIn.error.type
    const actor = await authenticate(deps, { session: signedIn.value.sessionSecret, bearer: null })
    return actor?.personId ?? 'nobody'
  })

describe('help', () => {
  it('[OPS1] lists every verb, and tells of each what it takes with an example', async () => {
    const world = createCliWorld()
    const all = await world.run('help')
    expect(verbs.filter(({ name }) => !all.out.includes(`  ${name} `))).toEqual([])
    for (const verb of verbs) {
      const { code, out } = await world.run('help', ...verb.name.split(' '))
      expect({ code, out }).toEqual({ code: 0, out: describeVerb(verb) })
      for (const { name } of [...verb.options, ...verb.arguments]) expect(out).toContain(name)
      expect(out).toContain(`npm run comhla -- ${verb.examples[0] ?? 'no example'}`)
      expect(await world.run(...verb.name.split(' '), '--help')).toEqual({ code: 0, out, err: '' })
    }
    for (const words of [['-h'], ['help', 'help']]) expect(await world.run(...words)).toEqual(all)
    expect(existsSync(world.dataFolder)).toBe(false)
  })
})

describe('wrong use', () => {
  it.each<[string, readonly string[], string]>([
    ['no verb', [], 'Say what to do'],
    ['an unknown verb', ['plan', 'burn'], '"plan burn" is none of: plan create, plan list, plan show.'],
    ['an unknown option', ['plan', 'list', '--all'], 'There is no option --all. Use: plan list'],
    ['a value left out', ['token', 'ada@ardmore.example', '--label'], '--label: the value is missing. Use: token'],
    ['a value too many', ['backup', 'x', '--force=yes'], '--force takes no value. Use: backup'],
    ['an argument too many', ['plan', 'list', 'now'], '"now" is one too many'],
    ['an argument left out', ['plan', 'show'], '<planId>: is missing'],
    ['a required option left out', planWords.slice(0, -1), '--name: is missing'],
    ['no e-mail address', ['token', 'ada'], '<email>: must be an e-mail address'],
    ['a level there is not', ['check', 'x', '--fail-on=bad'], '--fail-on: must be one of error, warning, info'],
    ['no day', planWords.with(5, '--from=01/04/2026'), '--from: must be a day such as 2026-04-01'],
    ['an empty value', planWords.with(3, '--title='), '--title: must not be empty'],
    ['no body', [...planWords, '--body', 'Council'], '--body: expected "Name|Short|kind"'],
    ['an unknown kind of body', [...planWords, '--body', 'A|B|castle'], '--body: no kind castle'],
    ['an unknown template', planWords.with(2, '--template=garden'), '--template: there are child-poverty-report'],
    [
      'a day the law does not set',
      planWords.with(5, '--from=2026-05-01'),
      '--from: a plan of this kind starts on 04-01',
    ],
  ])('[OPS2] ends with 2, says where, and writes nothing: %s', async (_, words, says) => {
    const world = createCliWorld()
    const said = await world.run(...words)
    expect({ ...said, err: said.err.includes(says) ? says : said.err }).toEqual({ code: 2, out: '', err: says })
    expect(await world.json('plan', 'list')).toEqual({ plans: [] })
    expect((await world.run('sign-in', 'ada@ardmore.example')).err).toContain('Nobody here')
  })

  it('[OPS3] prints errors as JSON on the other stream with --json, with the place of each fault', async () => {
    const { code, out, err } = await createCliWorld().run('--json', 'plan', 'show')
    expect({ code, out, error: JSON.parse(err) }).toEqual({
      code: 2,
      out: '',
      error: {
        error: {
          type: 'malformed',
          says: '<planId>: is missing',
          faults: [{ path: '<planId>', says: 'is missing' }],
        },
      },
    })
  })

  it('[OPS2] ends with 1 when what was asked for is not there', async () => {
    const world = createCliWorld()
    const asked = [
      ['backup', world.path('x')],
      ['restore', world.path('x')],
      ['plan', 'show', 'nosuch'],
      ['check', 'nosuch'],
      ['token', 'ben@ardmore.example'],
    ]
    for (const words of asked) expect(await world.run(...words)).toMatchObject({ code: 1, out: '' })
  })
})

describe('what the machine refuses', () => {
  it('[OPS36] is said in words, and ends with 1', async () => {
    const world = createCliWorld()
    await createPlan(world)
    const into = (path: string) => world.run('backup', world.path(path), '--force')
    writeFileSync(world.path('file'), '')
    mkdirSync(world.path('folder'))
    expect(await into('none/x')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${world.path('none')} is not there`),
    })
    expect(await into('file/x')).toMatchObject({ code: 1, err: expect.stringContaining('A folder is needed') })
    expect(await into('folder')).toMatchObject({ code: 1, err: expect.stringContaining('is a folder. Name the file') })
  })

  it('[OPS36] is said of a database that is none, or of a later version, with its folder', async () => {
    const world = createCliWorld()
    await createPlan(world)
    const database = new DatabaseSync(world.database)
    database.exec(`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00Z')`)
    database.close()
    const folder = `The data folder is ${world.dataFolder}.`
    const later = await world.run('plan', 'list')
    expect(later).toMatchObject({ code: 1, err: expect.stringMatching(/^The database was written by a later version/) })
    expect(later.err).toContain(folder)
    rmSync(world.dataFolder, { recursive: true })
    mkdirSync(world.dataFolder)
    writeFileSync(world.database, 'Dear Sir or Madam '.repeat(500))
    expect((await world.run('plan', 'list')).err).toContain(`The database in ${world.dataFolder} is damaged`)
  })
})

describe('plan', () => {
  it('[OPS4] starts a plan with the lead bodies, and its link signs the coordinator in once', async () => {
    const world = createCliWorld()
    const plan = await createPlan(world)
    expect(plan.coordinator).toMatchObject({ email: 'ada@ardmore.example', name: 'Ada Reid' })
    expect(await follow(world, plan.signInLink)).toBe(plan.coordinator.id)
    expect(await follow(world, plan.signInLink)).toBe('not-found')
    const { bodies, members } = await world.json<Shown>('plan', 'show', plan.id)
    expect(bodies.map(({ name, kind, lead }) => ({ name, kind, lead }))).toEqual([
      { name: 'Ardmore Council', kind: 'council', lead: true },
      { name: 'NHS Ardmore', kind: 'health-board', lead: true },
    ])
    expect(members).toMatchObject([{ email: 'ada@ardmore.example', role: 'coordinator', bodyId: bodies[0]?.id }])
  })

  it('[OPS4] takes the bodies that are named, and leaves a known person as they are', async () => {
    const world = createCliWorld()
    const { coordinator } = await createPlan(world)
    const bodies = ['--body', 'NHS Ardmore|NHS|health-board', '--body', ' Ardmore Voices | Voices | third-sector ']
    const again = await world.json<{ id: string; coordinator: object }>(
      ...planWords.with(7, '--name=Someone Else'),
      ...bodies,
    )
    expect(again.coordinator).toEqual(coordinator)
    const shown = await world.json<Shown>('plan', 'show', again.id)
    expect(shown.bodies.map(({ name, kind, lead }) => ({ name, kind, lead }))).toEqual([
      { name: 'NHS Ardmore', kind: 'health-board', lead: true },
      { name: 'Ardmore Voices', kind: 'third-sector', lead: false },
    ])
  })

  it('[OPS5] lists plans, and shows sections in order with state, tags and a room that can be read', async () => {
    const world = createCliWorld()
    const { id } = await createPlan(world)
    const shown = await world.json<Shown>('plan', 'show', id)
    expect(await world.json('plan', 'list')).toMatchObject({
      plans: [
        { id, title: 'Our plan', from: '2026-04-01', to: '2029-03-31', sections: shown.sections.length, signed: 0 },
      ],
    })
    expect(shown.room).toBe(`plans/${id}`)
    expect(shown.sections.length).toBeGreaterThan(20)
    expect(shown.sections.every((section) => section.state === 'not-started')).toBe(true)
    expect(shown.sections.find(({ key }) => key === 'related-services')?.tags.length).toBeGreaterThan(0)
    const rooms = await world.open(({ rooms: all }) =>
      Promise.all(shown.sections.map(({ room }) => all.read(room, ({ seq }) => seq))),
    )
    expect(new Set(rooms)).toEqual(new Set([1]))
    const { out } = await world.run('plan', 'show', id)
    for (const { title, room } of shown.sections) expect(out).toContain(`  ${title} (not-started)\n    ${room}`)
  })
})

describe('people', () => {
  it('[OPS6] invites in the name of the coordinator, to a body by short name or id', async () => {
    const world = createCliWorld()
    const { id } = await createPlan(world)
    const { bodies } = await world.json<Shown>('plan', 'show', id)
    const words = ['invite', id, '--email', 'Ben@ardmore.example', '--name', 'Ben Munro', '--role', 'drafter']
    const { link, sent } = await world.json<{ link: string; sent: boolean }>(...words, '--body', 'COUNCIL')
    expect(sent).toBe(false)
    const byId = [...words.with(3, 'cat@ardmore.example'), '--body', bodies[1]?.id ?? '', '--capacity', 'Nurse']
    expect((await world.run(...byId)).code).toBe(0)
    const token = secretOf(link)
    const arrival = { token, name: 'Ben Munro', address: '127.0.0.1', agent: 'test', actor: null }
    world.advance(1_000)
    expect(await world.open((deps) => acceptInvitation(deps, arrival))).toMatchObject({ ok: true })
    expect((await world.json<Shown>('plan', 'show', id)).members).toMatchObject([
      { email: 'ada@ardmore.example', role: 'coordinator' },
      { email: 'ben@ardmore.example', role: 'drafter', bodyId: bodies[0]?.id },
    ])
    expect(await world.run(...words, '--body', 'Council')).toMatchObject({ code: 1, out: '' })
    expect(await world.run(...words, '--body', 'Navy')).toMatchObject({ code: 2, out: '' })
  })

  it('[OPS7] makes a token that stands for the person and is stored only as a hash', async () => {
    const world = createCliWorld()
    const { coordinator } = await createPlan(world)
    const { id, token } = await world.json<{ id: string; token: string }>('token', 'ADA@ardmore.example')
    const actor = await world.open((deps) => authenticate(deps, { session: null, bearer: token }))
    expect(actor).toEqual({ personId: coordinator.id, sessionId: id, via: 'token' })
    const kept = await world.open(({ store }) => store.rows.tokens.listOf(coordinator.id))
    expect(JSON.stringify(kept)).not.toContain(token)
    const { out } = await world.run('token', 'ada@ardmore.example', '--label', 'Nightly export')
    expect(out.split('\n')[0]).toMatch(/^[\w-]{43}$/)
  })

  it('[OPS8] makes another link for a person, good once and for a day', async () => {
    const world = createCliWorld()
    const { coordinator } = await createPlan(world)
    const link = async () => (await world.json<{ signInLink: string }>('sign-in', 'ada@ardmore.example')).signInLink
    const [used, late] = [await link(), await link()]
    world.advance(23 * 60 * 60_000)
    expect([await follow(world, used), await follow(world, used)]).toEqual([coordinator.id, 'not-found'])
    world.advance(2 * 60 * 60_000)
    expect(await follow(world, late)).toBe('not-found')
  })
})

describe('check', () => {
  it('[OPS9] lists findings by level, gravest first, and ends with 1 only from the level asked for', async () => {
    const world = createCliWorld()
    const { id } = await createPlan(world)
    const found = await world.json<{ counts: Record<string, number>; findings: readonly { level: string }[] }>(
      'check',
      id,
    )
    expect(found.counts['error']).toBeGreaterThan(0)
    expect(Object.values(found.counts).reduce((sum, n) => sum + n, 0)).toBe(found.findings.length)
    const { code, out } = await world.run('check', id)
    expect(code).toBe(0)
    const heads = out.split('\n').filter((line) => /^(Errors|Warnings|Worth knowing) /.test(line))
    expect(heads[0]).toBe(`Errors (${found.counts['error']})`)
    expect((await world.run('check', id, '--fail-on', 'error')).code).toBe(1)
    expect((await world.run('check', id, '--fail-on', 'grave')).code).toBe(2)
  })
})
