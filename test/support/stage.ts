/**
 * Where people act in a browser test: the real server with its worked example, a browser beside it, and another that
 * reaches it through a gate. Set up once for a file. Who enters during a test leaves after it; a test that fails takes
 * the whole stage with it, so that it spoils no other test, and its own next try begins as the first did.
 */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { forgetApp, startApp, type App } from './app.ts'
import { launchChromium } from './chromium.ts'
import { openGate, type Gate } from './gate.ts'
import { newLinkFor, openDatabase } from './operator.ts'
import { openPerson, personIn, signIn, takePicture, type Person, type PersonOptions } from './person.ts'

export interface Stage {
  readonly app: App
  readonly gate: Gate
  /** Beside the server. */
  readonly near: Browser
  /** Behind the gate. */
  readonly far: Browser
  /** The address of the worked example. */
  readonly planUrl: string
  /** Someone who is not signed in. */
  open(name: string, from?: Browser, options?: PersonOptions): Promise<Person>
  /** Someone in a browser that is there already. */
  openIn(context: BrowserContext, name: string): Promise<Person>
  /** Someone of the worked example, signed in and at the plan. */
  enter(name: string, from?: Browser, options?: PersonOptions): Promise<Person>
  /** A link to sign in, for someone of the worked example. */
  linkFor(name: string): Promise<string>
  /** Marks the time in which network errors are the test's own doing, for all who are there. */
  outage(isOut: boolean): void
  /** No error in the console of anyone who is there. */
  expectClean(): void
  /** Starts the server again, at its address and on its data, after a test has stopped it. */
  restart(): Promise<void>
  /** What a test must undo, whatever becomes of it. */
  atEnd(undo: Undo): void
  /** The same, for what stays as long as the stage. */
  whenStruck(undo: Undo): void
}

type Undo = () => Promise<unknown> | void

interface SetUp {
  app: App
  readonly gate: Gate
  readonly near: Browser
  readonly far: Browser
  readonly planUrl: string
}

const setUp = async (): Promise<SetUp> => {
  const app = await startApp()
  const gate = await openGate(app.url)
  const [near, far] = await Promise.all([launchChromium(), launchChromium(gate.flags)])
  return { app, gate, near, far, planUrl: `${app.url}/plans/${readPlanId(app)}` }
}

/** Of the one plan there is. */
const readPlanId = (app: App): string => {
  const database = openDatabase(app)
  const plan = database.prepare('SELECT id FROM plans').get()
  database.close()
  return String(plan?.id)
}

const takeDown = async ({ app, gate, near, far }: SetUp): Promise<void> => {
  await Promise.all([near.close(), far.close()])
  await gate.close()
  await app.stop()
  forgetApp(app)
}

const undoAll = async (undos: Undo[]): Promise<void> => {
  for (const undo of undos.splice(0).reverse()) await undo()
}

/** Titles before a name are no part of the address. */
const emailOf = (name: string): string => `${name.toLowerCase().split(' ').slice(-2).join('.')}@strathlorne.example`

/** `begin` brings on whoever stays for the whole file. */
export const setStage = (begin: (stage: Stage) => Promise<void> = async () => {}): Stage => {
  let held: SetUp | null = null
  let isSpoilt = false
  /** Who stays, then who came for the test. */
  const people: Person[] = []
  let staying = 0
  const undos: Undo[] = []
  const strikes: Undo[] = []

  const now = (): SetUp => {
    if (held === null) throw new Error('The stage is not set up')
    return held
  }
  const arrive = async (person: Promise<Person>): Promise<Person> => {
    people.push(await person)
    return person
  }
  const stage: Stage = {
    get app() {
      return now().app
    },
    get gate() {
      return now().gate
    },
    get near() {
      return now().near
    },
    get far() {
      return now().far
    },
    get planUrl() {
      return now().planUrl
    },
    open: (name, from = now().near, options = {}) => arrive(openPerson(from, name, options)),
    openIn: (context, name) => arrive(personIn(context, name)),
    enter: async (name, from, options) => {
      const person = await stage.open(name, from, options)
      await signIn(person, await stage.linkFor(name))
      return person
    },
    linkFor: (name) => newLinkFor(now().app, emailOf(name)),
    outage: (isOut) => people.forEach((person) => person.expectOutage(isOut)),
    expectClean: () => expect(people.flatMap(({ errors }) => errors)).toEqual([]),
    restart: async () => {
      const { dataFolder, url } = now().app
      now().app = await startApp({ dataFolder, port: Number(new URL(url).port) })
    },
    atEnd: (undo) => void undos.push(undo),
    whenStruck: (undo) => void strikes.push(undo),
  }
  const build = async (): Promise<void> => {
    held = await setUp()
    people.length = 0
    await begin(stage)
    staying = people.length
  }
  const strike = async (): Promise<void> => {
    await undoAll(strikes)
    if (held !== null) await takeDown(held)
    held = null
  }

  beforeAll(build)
  afterAll(strike)
  beforeEach(async () => {
    if (isSpoilt) {
      await strike()
      await build()
    }
    now().gate.open()
    stage.outage(false)
  })
  afterEach(async ({ task }) => {
    isSpoilt = task.result?.state === 'fail'
    // A page that hangs or is closed has no picture.
    if (isSpoilt) await Promise.all(people.map((person) => takePicture(person).catch(() => undefined)))
    for (const person of people.splice(staying)) await person.close()
    await undoAll(undos)
  })
  return stage
}
