/**
 * What one person's copy of one plan holds on this device:
 *   about    since when, and the plan's facts as the server told them last, whole
 *   texts    one a section: its Y.Doc as the server has it, with its generation; never with changes not sent
 *   changes  what the server has not confirmed: Yjs updates by section, page and number, each with its generation
 *   rescues  a person's version of a section, as text, whose changes the plan can no longer take
 *
 * Invariants: a change leaves only because the server has it, because it became a rescue, or with the whole copy. A
 * rescue is text for its author and never an update again, so what was refused, or is of an older generation, never
 * merges. Every room writes under a key of its own, the page's, and drops what it holds under that key alone: what
 * another room has is not its to drop. Whose keys live, and what may be taken over of others, `windows.ts` knows.
 */
import * as Y from 'yjs'
import type { ThreadView } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading } from '../../shared/api/sections.ts'
import type { Template } from '../../shared/template/types.ts'
import { copyName } from './names.ts'
import type { CopyName } from './names.ts'
import { answerOf, openDatabase, transact } from './database.ts'

export interface About {
  /** When the person asked for the copy, in ms. */
  readonly since: number
}

/** The answers that the plan page needs before it can show a word, all of one moment. */
export interface KeptFacts {
  /** `factsVersion` of the page that stored them. */
  readonly version: number
  /** When they were true, in ms. */
  readonly at: number
  readonly plan: PlanView
  readonly template: Template
  readonly readings: readonly Reading[]
  readonly threads: readonly ThreadView[]
}

/** Raised when one of these answers changes so that a page could not show what an older one has stored. */
export const factsVersion = 1

export interface KeptText {
  readonly sectionId: string
  readonly title: string
  readonly generation: number
  /** The reading this text is at least as new as. */
  readonly seq: number
  readonly bytes: Uint8Array
  /** When it was stored, in ms. */
  readonly at: number
}

export interface Change {
  readonly generation: number
  readonly bytes: Uint8Array
  /** How many changes its author made in it. */
  readonly count: number
}

/** All that waits of a section in one generation. */
export interface Waiting extends Change {
  readonly sectionId: string
}

/** A person's version of a section, as text. */
export interface Rescue {
  readonly id: string
  readonly sectionId: string
  readonly title: string
  /** Why it is not in the plan, in words. */
  readonly why: string
  readonly text: string
  readonly html: string | null
  /** What differs from the plan, as a comment would say it; null where that is not known, or too long for one. */
  readonly comment: string | null
}

export interface CopySize {
  /** Of all that it holds; its facts are counted as they travel, since a browser does not say what it makes of them. */
  readonly bytes: number
  readonly sections: number
  /** When a text was last brought up to date, in ms; null when there is none yet. */
  readonly at: number | null
}

const aboutKey = 'about'
/** Beside it, not in a store of its own: an older page that is open would have to let go of a database that grows. */
const factsKey = 'facts'

/** Keys of changes are `[section, page, number]`; an array is greater than any text. */
const inSection = (sectionId: string): IDBKeyRange => IDBKeyRange.bound([sectionId], [sectionId, []])
const ofPage = (sectionId: string, page: string): IDBKeyRange =>
  IDBKeyRange.bound([sectionId, page], [sectionId, page, []])

interface KeyedChange {
  readonly key: IDBValidKey
  readonly change: Change
}

const changesIn = async (store: IDBObjectStore, range?: IDBKeyRange): Promise<readonly KeyedChange[]> => {
  const keys = answerOf(store.getAllKeys(range))
  const changes = await answerOf<Change[]>(store.getAll(range))
  return (await keys).flatMap((key, index) => {
    const change = changes[index]
    return change === undefined ? [] : { key, change }
  })
}

const sizeOf = (facts: KeptFacts | undefined): number =>
  facts === undefined ? 0 : new TextEncoder().encode(JSON.stringify(facts)).length

/** Those of the first generation there is; two generations never mix. */
const ofOneGeneration = (all: readonly KeyedChange[]): readonly KeyedChange[] =>
  all.filter(({ change }) => change.generation === all[0]?.change.generation)

const partOf = (key: IDBValidKey, index: number): string => (Array.isArray(key) ? String(key[index]) : '')
const sectionOf = (key: IDBValidKey): string => partOf(key, 0)
const pageOf = (key: IDBValidKey): string => partOf(key, 1)

const ofPages = (all: readonly KeyedChange[], pages: readonly string[]): readonly KeyedChange[] =>
  all.filter(({ key }) => pages.includes(pageOf(key)))

const countIn = (all: readonly KeyedChange[]): number => all.reduce((sum, { change }) => sum + change.count, 0)

/** Null where there is none. */
const mergedOf = (all: readonly KeyedChange[]): Change | null => {
  const [first] = all
  if (first === undefined) return null
  const bytes = Y.mergeUpdates(all.map(({ change }) => change.bytes))
  return { generation: first.change.generation, bytes, count: countIn(all) }
}

const bySection = (all: readonly KeyedChange[]): ReadonlyMap<string, KeyedChange[]> =>
  Map.groupBy(all, ({ key }) => sectionOf(key))

const waitingIn = (sectionId: string, all: readonly KeyedChange[]): readonly Waiting[] =>
  [...Map.groupBy(all, ({ change }) => change.generation).values()].flatMap((changes) => {
    const merged = mergedOf(changes)
    return merged === null ? [] : { ...merged, sectionId }
  })

export const openCopyStore = async (name: CopyName, create: boolean, onGone: () => void) => {
  const db = await openDatabase(copyName(name), create)
  if (db === null) return null
  // Removed in another tab, or signed out there.
  db.onversionchange = () => {
    db.close()
    onGone()
  }
  db.onclose = onGone

  return {
    readAbout: (): Promise<About | undefined> =>
      transact(db, ['about'], 'readonly', (of) => answerOf<About | undefined>(of('about').get(aboutKey))),

    writeAbout: (about: About) =>
      transact(db, ['about'], 'readwrite', (of) => answerOf(of('about').put(about, aboutKey))),

    keepFacts: (facts: KeptFacts) =>
      transact(db, ['about'], 'readwrite', (of) => answerOf(of('about').put(facts, factsKey))),

    /** Undefined where there are none, or none that this page can show. */
    readFacts: (): Promise<KeptFacts | undefined> =>
      transact(db, ['about'], 'readonly', async (of) => {
        const facts = await answerOf<KeptFacts | undefined>(of('about').get(factsKey))
        return facts?.version === factsVersion ? facts : undefined
      }),

    readText: (sectionId: string): Promise<KeptText | undefined> =>
      transact(db, ['texts'], 'readonly', (of) => answerOf<KeptText | undefined>(of('texts').get(sectionId))),

    texts: (): Promise<readonly KeptText[]> =>
      transact(db, ['texts'], 'readonly', (of) => answerOf<KeptText[]>(of('texts').getAll())),

    /** While changes of another generation wait, the text that they build on stays instead. */
    keepText: (text: KeptText) =>
      transact(db, ['texts', 'changes'], 'readwrite', async (of) => {
        const waiting = await changesIn(of('changes'), inSection(text.sectionId))
        if (waiting.every(({ change }) => change.generation === text.generation)) of('texts').put(text)
      }),

    addChange: (sectionId: string, page: string, number: number, change: Change) =>
      transact(db, ['changes'], 'readwrite', (of) => answerOf(of('changes').add(change, [sectionId, page, number]))),

    /** The pages under whose keys changes of a section stand. */
    pagesOf: (sectionId: string): Promise<readonly string[]> =>
      transact(db, ['changes'], 'readonly', async (of) => {
        const keys = await answerOf(of('changes').getAllKeys(inSection(sectionId)))
        return [...new Set(keys.map(pageOf))]
      }),

    /** Makes one change of those of several pages, under this page's key, and answers it; null when there is none. */
    gatherChanges: (
      sectionId: string,
      page: string,
      number: number,
      pages: readonly string[],
    ): Promise<Change | null> =>
      transact(db, ['changes'], 'readwrite', async (of) => {
        const found = ofOneGeneration(ofPages(await changesIn(of('changes'), inSection(sectionId)), pages))
        const gathered = mergedOf(found)
        if (gathered === null) return null
        for (const { key } of found) of('changes').delete(key)
        of('changes').put(gathered, [sectionId, page, number])
        return gathered
      }),

    /** The same where nothing can be written. */
    readChanges: (sectionId: string, pages: readonly string[]): Promise<Change | null> =>
      transact(db, ['changes'], 'readonly', async (of) =>
        mergedOf(ofOneGeneration(ofPages(await changesIn(of('changes'), inSection(sectionId)), pages))),
      ),

    /** Everything that waits, in every section and generation. */
    waiting: (): Promise<readonly Waiting[]> =>
      transact(db, ['changes'], 'readonly', async (of) =>
        [...bySection(await changesIn(of('changes')))].flatMap(([sectionId, all]) => waitingIn(sectionId, all)),
      ),

    /** The server has this page's changes up to a number. */
    dropChanges: (sectionId: string, page: string, number: number) =>
      transact(db, ['changes'], 'readwrite', (of) =>
        answerOf(of('changes').delete(IDBKeyRange.bound([sectionId, page, 0], [sectionId, page, number]))),
      ),

    /** How many changes wait, by section, beside those of some pages. */
    countChanges: (except: ReadonlySet<string> = new Set()): Promise<ReadonlyMap<string, number>> =>
      transact(db, ['changes'], 'readonly', async (of) => {
        const all = (await changesIn(of('changes'))).filter(({ key }) => !except.has(pageOf(key)))
        return new Map([...bySection(all)].map(([sectionId, changes]) => [sectionId, countIn(changes)]))
      }),

    /** Puts a text in the place of a section's changes that a page holds. */
    rescue: (rescue: Rescue, { page }: { readonly page: string }) =>
      transact(db, ['changes', 'rescues'], 'readwrite', (of) => {
        of('changes').delete(ofPage(rescue.sectionId, page))
        of('rescues').put(rescue)
      }),

    /** The same of all that waits in one generation; false, and no text, where another window has done so meanwhile. */
    rescueWaiting: (rescue: Rescue, generation: number): Promise<boolean> =>
      transact(db, ['changes', 'rescues'], 'readwrite', async (of) => {
        const all = await changesIn(of('changes'), inSection(rescue.sectionId))
        const lost = all.filter(({ change }) => change.generation === generation)
        for (const { key } of lost) of('changes').delete(key)
        if (lost.length > 0) of('rescues').put(rescue)
        return lost.length > 0
      }),

    rescues: (): Promise<readonly Rescue[]> =>
      transact(db, ['rescues'], 'readonly', (of) => answerOf<Rescue[]>(of('rescues').getAll())),

    dropRescue: (id: string) => transact(db, ['rescues'], 'readwrite', (of) => answerOf(of('rescues').delete(id))),

    /** Forgets all that the server has, but the texts that changes not sent build on. */
    forgetSaved: () =>
      transact(db, ['about', 'texts', 'changes'], 'readwrite', async (of) => {
        of('about').delete(factsKey)
        const changed = new Set((await answerOf(of('changes').getAllKeys())).map(sectionOf))
        for (const sectionId of await answerOf(of('texts').getAllKeys()))
          if (!changed.has(String(sectionId))) of('texts').delete(sectionId)
      }),

    measure: (): Promise<CopySize> =>
      transact(db, ['about', 'texts', 'changes'], 'readonly', async (of) => {
        const facts = await answerOf<KeptFacts | undefined>(of('about').get(factsKey))
        const texts = await answerOf<KeptText[]>(of('texts').getAll())
        const changes = await answerOf<Change[]>(of('changes').getAll())
        const bytes = [...texts, ...changes].reduce((sum, kept) => sum + kept.bytes.length, sizeOf(facts))
        const at = texts.length === 0 ? null : Math.max(...texts.map((text) => text.at))
        return { bytes, sections: texts.length, at }
      }),

    close: () => db.close(),
  }
}

export type CopyStore = NonNullable<Awaited<ReturnType<typeof openCopyStore>>>
