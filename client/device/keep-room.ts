/**
 * Keeps one section's room on this device while the plan's copy is on: each change of its author at once, until the
 * server has it, and the text once it is what the server has. Knows nothing of how the room is connected.
 *
 * When a change could not be stored, the next one stores the whole of the room instead, so that no hole is left.
 */
import * as Y from 'yjs'
import type { SectionRoom } from '../sync/section-room.ts'
import type { DeviceCopy } from './device-copy.ts'

export interface KeepDeps {
  readonly now: () => number
  readonly titleOf: (sectionId: string) => string
  /** The newest reading of the section that the room is known to hold. */
  readonly seqOf: (sectionId: string) => number
  /** Hears when there may be a newer reading of a section; answers what stops it. */
  readonly onReadings: (listener: () => void) => () => void
}

/** A busy section is stored at most so often. */
const textEveryMs = 2_000
/** So many changes not sent are made one, so that an hour of typing is not thousands to read. */
const gatherEvery = 256

/** A section's text, as what may be missing on the device. */
export const nameOfText = (sectionId: string): string => `text/${sectionId}`

export const keepRoom = (
  room: SectionRoom,
  device: DeviceCopy,
  { now, titleOf, seqOf, onReadings }: KeepDeps,
): void => {
  const { doc, sectionId, page } = room
  const who = `${page}/${sectionId}`
  let number = 0
  let writing = 0
  let hasHole = false
  let textTimer: ReturnType<typeof setTimeout> | null = null
  /** The reading that the text was last kept as. */
  let keptSeq = -1

  const keepText = (): void => {
    textTimer = null
    const { phase, unsaved } = room.state()
    const generation = room.generation()
    if (phase !== 'live' || unsaved > 0 || generation === null) return
    keptSeq = seqOf(sectionId)
    const text = { sectionId, title: titleOf(sectionId), generation, seq: keptSeq, at: now() }
    void device.keep(nameOfText(sectionId), (store) => store.keepText({ ...text, bytes: Y.encodeStateAsUpdate(doc) }))
  }
  const keepTextSoon = (): void => {
    if (device.state().isOn) textTimer ??= setTimeout(keepText, textEveryMs)
  }
  const noteHole = (isThere: boolean): void => {
    hasHole = isThere
    device.noteHole(who, isThere)
  }
  /** False when the browser would not. */
  const store = async (bytes: Uint8Array, count: number, generation: number): Promise<boolean> => {
    const own = (number += 1)
    const change = { generation, bytes, count }
    const stored = await device.attempt((to) => to.addChange(sectionId, page, own, change))
    if (own % gatherEvery === 0) await device.attempt((to) => to.gatherChanges(sectionId, page, (number += 1), [page]))
    return stored !== null
  }
  const keepOne = async (bytes: Uint8Array, generation: number): Promise<void> => {
    if (!(await store(bytes, 1, generation)) && room.state().unsaved > 0) noteHole(true)
  }
  /** Holds all that was stored before, which therefore goes. */
  const keepAll = async (generation: number): Promise<void> => {
    const before = number
    const isStored = await store(Y.encodeStateAsUpdate(doc), room.state().unsaved, generation)
    noteHole(!isStored)
    if (isStored) await device.attempt((to) => to.dropChanges(sectionId, page, before))
  }
  const keepChange = (bytes: Uint8Array): void => {
    const generation = room.generation()
    if (!device.state().isOn || generation === null) return
    void follow(hasHole ? keepAll(generation) : keepOne(bytes, generation))
  }
  const follow = async (work: Promise<void>): Promise<void> => {
    writing += 1
    device.noteWriting(who, true)
    await work
    writing -= 1
    if (writing === 0) device.noteWriting(who, false)
  }
  const onSaved = (): void => {
    noteHole(false)
    const upTo = number
    void device.attempt((to) => to.dropChanges(sectionId, page, upTo))
    keepTextSoon()
  }
  const onTurnedOn = (): void => {
    const generation = room.generation()
    if (generation !== null && room.state().unsaved > 0) void follow(keepAll(generation))
    else keepTextSoon()
  }

  doc.on('update', (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
    if (local) keepChange(bytes)
    else keepTextSoon()
  })
  let { unsaved, phase } = room.state()
  room.subscribe(() => {
    const before = { unsaved, phase }
    ;({ unsaved, phase } = room.state())
    if (before.unsaved > 0 && unsaved === 0) onSaved()
    // It may bring nothing new, and yet be the first time that the text is known to be the server's.
    else if (before.phase !== 'live' && phase === 'live') keepTextSoon()
  })
  let { isOn } = device.state()
  const stopListening = device.subscribe(() => {
    const was = isOn
    isOn = device.state().isOn
    if (isOn && !was) onTurnedOn()
  })
  // The same words may be a newer reading: kept as an older one they would wait for the server before they are written in.
  const stopReadings = onReadings(() => {
    if (seqOf(sectionId) > keptSeq) keepTextSoon()
  })
  doc.on('destroy', () => {
    stopListening()
    stopReadings()
    noteHole(false)
    if (textTimer !== null) clearTimeout(textTimer)
  })
}
