/**
 * All copies of plans on this device: finds one for the plan page, and keeps them in line with who is signed in. Loads
 * the code that stores only where a copy is, or is asked for.
 */
import { createDeviceCopy } from './device-copy.ts'
import type { DeviceCopy } from './device-copy.ts'
import type { CopyStore, KeptFacts, openCopyStore, Rescue } from './copy-store.ts'
import { fateOf } from './fate.ts'
import type { Who } from './fate.ts'
import { copyName, deleteCopy, listCopies } from './names.ts'
import type { CopyName } from './names.ts'
import type { Program } from './program.ts'

/** A rescue of an earlier visit, to be offered again. */
export interface KeptRescue {
  readonly planId: string
  readonly rescue: Rescue
  /** Its author has put it away. */
  readonly forget: () => Promise<unknown>
}

export interface Settled {
  readonly rescues: readonly KeptRescue[]
  /** Changes that wait on this device for their author to sign in again. */
  readonly waiting: number
}

/** A plan as it was when its copy was brought up to date. */
export interface KeptPlan {
  readonly planId: string
  readonly facts: KeptFacts
}

export interface Signed {
  readonly who: Who
  /** True when somebody was signed in on this very page until now, whose words may be shown on. */
  readonly wasHere: boolean
}

export interface DeviceCopies {
  /** A person's copy of a plan, on or off; the same one for as long as the page lives. */
  readonly find: (name: CopyName) => Promise<DeviceCopy>
  /** Brings every copy in line with who is signed in, and answers what its author must still know. */
  readonly settle: (signed: Signed) => Promise<Settled>
  /** Changes on this device that the server does not have; null when a copy cannot be read. */
  readonly countUnsent: () => Promise<number | null>
  /**
   * The plans that can be shown without asking the server. None where copies of two people lie here, which the next
   * answer of the server sets right: it is not known who of them is here.
   */
  readonly readKept: () => Promise<readonly KeptPlan[]>
  /** Whether the program is here, too, without which none of them can be opened while the server is away. */
  readonly isProgramKept: () => Promise<boolean>
  /** Signed out: nothing stays. */
  readonly forgetAll: () => Promise<void>
}

interface DeviceCopiesDeps {
  readonly now: () => number
  readonly newId: () => string
  /** Words for changes whose author may no longer open the plan. */
  readonly lostWhy: string
  readonly goneTitle: string
  readonly program: Program
}

const nothing: Settled = { rescues: [], waiting: 0 }

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0)

/** How many changes of a copy wait; null when it cannot be read. */
export const countUnsentIn = async (copy: DeviceCopy): Promise<number | null> => {
  const counts = await copy.attempt((store) => store.countChanges())
  return counts === null ? null : sum(counts.values())
}

/** What was only taken out leaves no text; what differs from the plan may be known all the same. */
const holdsAnything = ({ text, comment }: Rescue): boolean => text !== '' || comment !== null

const loadScripts = () => import('./copy-scripts.ts')

export const createDeviceCopies = (deps: DeviceCopiesDeps): DeviceCopies => {
  const { now, newId, lostWhy, goneTitle, program } = deps
  /** What a browser fails on here, the next visit sets right. */
  const bringProgram = (): Promise<void> => program.follow().catch(() => undefined)
  const copies = new Map<string, ReturnType<typeof createDeviceCopy>>()

  const copyNamed = (name: CopyName): ReturnType<typeof createDeviceCopy> => {
    const open = async (...asked: Parameters<typeof openCopyStore>) => (await loadScripts()).openCopyStore(...asked)
    const known =
      copies.get(copyName(name)) ??
      createDeviceCopy({ now, open, onMade: () => void bringProgram(), onRemoved: bringProgram }, name)
    copies.set(copyName(name), known)
    return known
  }

  /** Looked for each time it is not open here: another tab may have made it, or the browser have failed before. */
  const find = async (name: CopyName): Promise<DeviceCopy> => {
    const { copy, open } = copyNamed(name)
    const isThere = !copy.state().isOn && (await listCopies()).some((other) => copyName(other) === copyName(name))
    if (isThere) await open()
    return copy
  }

  const offer = (copy: DeviceCopy, rescues: readonly Rescue[]): readonly KeptRescue[] =>
    rescues.filter(holdsAnything).map((rescue) => ({
      planId: copy.name.planId,
      rescue,
      forget: () => copy.attempt((store) => store.dropRescue(rescue.id)),
    }))

  const readLost = async (store: CopyStore) => ({
    rescues: await store.rescues(),
    waiting: await store.waiting(),
    texts: await store.texts(),
  })

  /**
   * Turns what waits into texts. `kept`: those that are on the device now; `unkept`: those it would not store. Null when
   * the copy cannot be read.
   */
  const rescueAll = async (copy: DeviceCopy) => {
    const found = await copy.attempt(readLost)
    if (found === null) return null
    const { rescueOfLost } = await loadScripts()
    const [kept, unkept] = [[...found.rescues], [] as Rescue[]]
    for (const change of found.waiting) {
      const rescue = rescueOfLost(change, found.texts, { why: lostWhy, goneTitle, newId })
      const isKept = await copy.attempt((store) => store.rescueWaiting(rescue, change.generation))
      if (isKept === true) kept.push(rescue)
      if (isKept === null) unkept.push(rescue)
    }
    // With those that another window has made meanwhile.
    return { kept: (await copy.attempt((store) => store.rescues())) ?? kept, unkept }
  }

  /** Its author may not open the plan any more: the copy goes once nothing of theirs is in it. */
  const lose = async (copy: DeviceCopy): Promise<Settled> => {
    const rescued = await rescueAll(copy)
    if (rescued === null) return nothing
    await copy.attempt((store) => store.forgetSaved())
    if (![...rescued.kept, ...rescued.unkept].some(holdsAnything)) await copy.remove()
    return { rescues: offer(copy, rescued.kept), waiting: 0 }
  }

  /** Its author was signed out from elsewhere, with this page before them: it has their words from here on. */
  const moveToPage = async (copy: DeviceCopy): Promise<Settled> => {
    const rescued = await rescueAll(copy)
    // What cannot be removed now is at the next visit; its words are handed over in any case.
    await copy.remove().catch(() => undefined)
    return { rescues: offer(copy, [...(rescued?.kept ?? []), ...(rescued?.unkept ?? [])]), waiting: 0 }
  }

  const settleOne = async (name: CopyName, { who, wasHere }: Signed): Promise<Settled> => {
    const fate = fateOf(name, who)
    const isOfThisPage = who.is === 'away' && wasHere
    if (fate === 'goes' && !isOfThisPage) {
      await copyNamed(name).copy.remove()
      return nothing
    }
    const copy = await find(name)
    if (!copy.state().isOn) return nothing
    if (fate === 'goes') return moveToPage(copy)
    if (fate === 'is-lost') return lose(copy)
    if (fate === 'stays')
      return { rescues: offer(copy, (await copy.attempt((store) => store.rescues())) ?? []), waiting: 0 }
    await copy.attempt((store) => store.forgetSaved())
    return { rescues: [], waiting: (await countUnsentIn(copy)) ?? 0 }
  }

  /** A copy that the browser fails on keeps the others from nothing; it is settled at the next visit. */
  const settleAll = async (signed: Signed): Promise<Settled> => {
    const settling = (await listCopies()).map((name) => settleOne(name, signed).catch(() => nothing))
    const settled = await Promise.all(settling)
    void bringProgram()
    return {
      rescues: settled.flatMap(({ rescues }) => rescues),
      waiting: sum(settled.map(({ waiting }) => waiting)),
    }
  }

  const readKeptOf = async (name: CopyName): Promise<readonly KeptPlan[]> => {
    const { withNewestWords } = await loadScripts()
    const copy = await find(name)
    const facts = await copy.attempt(async (store) => {
      const found = await store.readFacts()
      return found === undefined ? null : withNewestWords(found, await store.texts())
    })
    return facts === null ? [] : [{ planId: name.planId, facts }]
  }

  /** One after the other: two at once would make two rescues of the same changes. */
  let settling: Promise<unknown> = Promise.resolve()

  return {
    find,
    settle: (signed) => {
      const settled = settling.then(() => settleAll(signed))
      settling = settled.catch(() => undefined)
      return settled
    },
    countUnsent: async () => {
      const counts = await Promise.all((await listCopies()).map(async (name) => countUnsentIn(await find(name))))
      const known = counts.filter((count) => count !== null)
      return known.length === counts.length ? sum(known) : null
    },
    readKept: async () => {
      const names = await listCopies()
      const isOfOne = new Set(names.map(({ personId }) => personId)).size === 1
      return isOfOne ? (await Promise.all(names.map(readKeptOf))).flat() : []
    },
    isProgramKept: program.isKept,
    forgetAll: async () => {
      const open = [...copies.values()].filter(({ copy }) => copy.state().isOn)
      await Promise.all(open.map(({ copy }) => copy.remove()))
      await Promise.all((await listCopies()).map(deleteCopy))
      await bringProgram()
    },
  }
}
