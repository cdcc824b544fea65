/**
 * Brings a copy up to date: of each section that has changed since it was stored, and that this page does not have open
 * anyway, the room is entered, its text stored and the room left. One at a time, so that a copy costs the server little.
 */
import * as Y from 'yjs'
import type { SectionRoom } from '../sync/section-room.ts'
import type { KeptText } from './copy-store.ts'
import type { DeviceCopy } from './device-copy.ts'
import { nameOfText } from './keep-room.ts'

/** A section as the server read it last. */
export interface NewestText {
  readonly sectionId: string
  readonly title: string
  readonly generation: number
  readonly seq: number
}

export interface FillDeps {
  readonly device: DeviceCopy
  readonly now: () => number
  /** Empty while it is not known, and while there is no connection. */
  readonly newest: () => readonly NewestText[]
  /** Sections whose rooms are open, and kept from there. */
  readonly isOpen: (sectionId: string) => boolean
  readonly enter: (sectionId: string) => SectionRoom
}

/** Colleagues who write keep changing sections; once a minute is new enough for a copy. */
const roundEveryMs = 60_000
/** A first round begins when the page has settled. */
const firstRoundMs = 1_000
/** What the copy lacks yet is looked for again sooner. */
const soonMs = 3_000
/** Longer than this and the connection is too poor for it now. */
const patienceMs = 20_000

const isOlder = (held: KeptText | undefined, { generation, seq }: NewestText): boolean =>
  held === undefined || held.generation !== generation || held.seq < seq

/** Waits until a room has all its text; false when it does not come. */
const hasArrived = (room: SectionRoom): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs)
    const look = (): void => {
      const { phase, hasContent } = room.state()
      if (phase === 'live' && hasContent) resolve(true)
      else if (phase === 'ended') resolve(false)
      else return
      clearTimeout(timer)
    }
    room.subscribe(look)
    look()
  })

/** Answers what stops it. */
export const fillCopy = ({ device, now, newest, isOpen, enter }: FillDeps): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isStopped = false
  let entered: SectionRoom | null = null

  const storeText = (text: NewestText, doc: Y.Doc): Promise<boolean> => {
    const kept = { ...text, bytes: Y.encodeStateAsUpdate(doc), at: now() }
    return device.keep(nameOfText(text.sectionId), (store) => store.keepText(kept))
  }
  /** False when the device would not store it. */
  const fetchText = async (text: NewestText): Promise<boolean> => {
    const room = enter(text.sectionId)
    entered = room
    const arrived = await hasArrived(room)
    const isStored = !arrived || isStopped || (await storeText(text, room.doc))
    leave()
    return isStored
  }
  const leave = (): void => {
    entered?.close()
    entered = null
  }
  /** Answers whether the copy still lacks a section that it may have soon. */
  const round = async (): Promise<boolean> => {
    const wanted = newest()
    if (wanted.length === 0) return true
    const texts = await device.attempt((store) => store.texts())
    const held = new Map(texts?.map((text) => [text.sectionId, text]))
    let isLacking = false
    for (const text of texts === null ? [] : wanted) {
      if (isStopped || !device.state().isOn) return false
      if (!isOlder(held.get(text.sectionId), text)) continue
      // An open room keeps its own text, unless it is left before it comes to that.
      if (isOpen(text.sectionId)) isLacking ||= !held.has(text.sectionId)
      // A full device takes the others no better: all that is sent for nothing is this one, once a round.
      else if (!(await fetchText(text))) return false
    }
    return isLacking
  }
  /** One after the other: a copy that is removed and made again meanwhile would have two rounds at once. */
  let rounds: Promise<void> = Promise.resolve()
  const beginNext = (isLacking: boolean): void => {
    if (!isStopped && device.state().isOn) begin(isLacking ? soonMs : roundEveryMs)
  }
  const begin = (ms: number): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => {
      timer = null
      rounds = rounds.then(round).then(beginNext, () => {
        // What a round fails on, the next may do.
        leave()
        beginNext(false)
      })
    }, ms)
  }
  let { isOn } = device.state()
  const stopListening = device.subscribe(() => {
    const was = isOn
    isOn = device.state().isOn
    if (isOn && !was) begin(0)
  })
  if (isOn) begin(firstRoundMs)

  return () => {
    isStopped = true
    stopListening()
    if (timer !== null) clearTimeout(timer)
    leave()
  }
}
