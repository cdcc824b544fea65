/**
 * All copies of plans on this device: finds one for the plan page, and keeps them in line with who is signed in. Loads
 * the code that stores only where a copy is, or is asked for.
 */
import { createDeviceCopy } from './device-copy.ts'
import type { DeviceCopy } from './device-copy.ts'
import type { Rescue } from './copy-store.ts'
import { fateOf } from './fate.ts'
import type { Fate, Who } from './fate.ts'
import { copyName, deleteCopy, listCopies } from './names.ts'
import type { CopyName } from './names.ts'

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

export interface Signed {
  readonly who: Who
  /** ISO time by this computer's clock at which the session ends by itself; null when nobody is signed in. */
  readonly sessionEndsAt: string | null
  /** True when somebody was signed in on this very page until now, whose words may be shown on. */
  readonly wasHere: boolean
}

export interface DeviceCopies {
  /** A person's copy of a plan, on or off; the same one for as long as the page lives. */
  readonly find: (name: CopyName) => Promise<DeviceCopy>
  /** Brings every copy in line with who is signed in, and answers what its author must still know. */
  readonly settle: (signed: Signed) => Promise<Settled>
  /** Changes on this device that the server does not have. */
  readonly countUnsent: () => Promise<number>
  /** Signed out: nothing stays. */
  readonly forgetAll: () => Promise<void>
}

interface DeviceCopiesDeps {
  readonly now: () => number
  readonly newId: () => string
  /** Words for changes whose author may no longer open the plan. */
  readonly lostWhy: string
  readonly goneTitle: string
}

const nothing: Settled = { rescues: [], waiting: 0 }

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0)

export const createDeviceCopies = ({ now, newId, lostWhy, goneTitle }: DeviceCopiesDeps): DeviceCopies => {
  let sessionEndsAt: string | null = null
  const found = new Map<string, Promise<DeviceCopy>>()

  const openNow = async (name: CopyName): Promise<DeviceCopy> => {
    const { copy, open } = createDeviceCopy(
      {
        now,
        sessionEndsAt: () => sessionEndsAt,
        open: async (...asked) => (await import('./copy-store.ts')).openCopyStore(...asked),
      },
      name,
    )
    const isThere = (await listCopies()).some((other) => copyName(other) === copyName(name))
    if (isThere) await open()
    return copy
  }
  const find = (name: CopyName): Promise<DeviceCopy> => {
    const known = found.get(copyName(name)) ?? openNow(name)
    found.set(copyName(name), known)
    return known
  }

  const unsentIn = async (copy: DeviceCopy): Promise<number> =>
    sum((await copy.attempt((store) => store.countChanges()))?.values() ?? [])

  const offer = (copy: DeviceCopy, rescues: readonly Rescue[]): readonly KeptRescue[] =>
    rescues.map((rescue) => ({
      planId: copy.name.planId,
      rescue,
      forget: () => copy.attempt((store) => store.dropRescue(rescue.id)),
    }))

  const rescueAll = async (copy: DeviceCopy): Promise<readonly KeptRescue[]> => {
    const { rescueChanges } = await import('./lost-changes.ts')
    return offer(copy, (await copy.attempt((store) => rescueChanges(store, lostWhy, goneTitle, newId))) ?? [])
  }

  const carryOut = async (copy: DeviceCopy, fate: Fate, signed: Signed): Promise<Settled> => {
    switch (fate) {
      case 'stays':
        await copy.attempt(async (store) => {
          const about = await store.readAbout()
          await store.writeAbout({ since: about?.since ?? now(), sessionEndsAt: signed.sessionEndsAt })
        })
        return { rescues: offer(copy, (await copy.attempt((store) => store.rescues())) ?? []), waiting: 0 }
      case 'waits':
        await copy.attempt((store) => store.forgetSaved())
        return { rescues: [], waiting: await unsentIn(copy) }
      case 'is-lost': {
        const rescues = await rescueAll(copy)
        await copy.attempt((store) => store.forgetSaved())
        if (rescues.length === 0) await copy.remove()
        return { rescues, waiting: 0 }
      }
      case 'goes': {
        const isOwn = signed.who.is === 'away' && signed.wasHere
        const rescues = isOwn ? await rescueAll(copy) : []
        await copy.remove()
        return { rescues, waiting: 0 }
      }
    }
  }

  const settleOne = async (name: CopyName, signed: Signed): Promise<Settled> => {
    const copy = await find(name)
    if (!copy.state().isOn) return nothing
    const about = await copy.attempt((store) => store.readAbout())
    return carryOut(copy, fateOf(name, about?.sessionEndsAt ?? null, signed.who, now()), signed)
  }

  const settleAll = async (signed: Signed): Promise<Settled> => {
    sessionEndsAt = signed.sessionEndsAt
    const settled = await Promise.all((await listCopies()).map((name) => settleOne(name, signed)))
    return {
      rescues: settled.flatMap(({ rescues }) => rescues),
      waiting: sum(settled.map(({ waiting }) => waiting)),
    }
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
      const counts = (await listCopies()).map(async (name) => unsentIn(await find(name)))
      return sum(await Promise.all(counts))
    },
    forgetAll: async () => {
      await Promise.all([...found.values()].map(async (copy) => (await copy).remove()))
      await Promise.all((await listCopies()).map(deleteCopy))
    },
  }
}
