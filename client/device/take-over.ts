/**
 * What a room that is being opened takes over of what the device keeps of its section: the text, and the changes that no
 * living room has. From then on they stand under the room's own key, and no other room takes them while it lives.
 */
import type { KeptRoom } from '../sync/section-room.ts'
import type { DeviceCopy } from './device-copy.ts'
import type { Windows } from './windows.ts'

interface Taker {
  readonly sectionId: string
  /** The room's key. */
  readonly page: string
  /** The section's generation as the plan has it now; undefined while that is not known. */
  readonly generation: number | undefined
  /** The server's last reading of it that the page has; 0 for none. */
  readonly seq: number
}

/**
 * The pages are read before it is asked which of them live, and only those that were read are taken from: a room enters
 * before it takes anything over, so what another has taken meanwhile is out of reach.
 */
const readLeft = async (device: DeviceCopy, windows: Windows, sectionId: string): Promise<readonly string[]> => {
  const pages = (await device.attempt((store) => store.pagesOf(sectionId))) ?? []
  const living = await windows.living()
  return pages.filter((page) => !living.has(page))
}

/** Null where nothing is kept that is of use: a text of another generation than the plan has, and no changes. */
export const takeOver = async (
  device: DeviceCopy,
  windows: Windows,
  { sectionId, page, generation, seq }: Taker,
): Promise<KeptRoom | null> => {
  await windows.enter(page)
  const left = await readLeft(device, windows, sectionId)
  const change =
    (await device.attempt((store) => store.gatherChanges(sectionId, page, 0, left))) ??
    (await device.attempt((store) => store.readChanges(sectionId, left)))
  const text = (await device.attempt((store) => store.readText(sectionId))) ?? undefined
  const wanted = change?.generation ?? generation ?? text?.generation
  const base = text?.generation === wanted ? text : undefined
  if (wanted === undefined || (change === null && base === undefined)) return null
  const own = { changes: change?.bytes ?? null, count: change?.count ?? 0 }
  const isOutdated = change === null && base !== undefined && base.seq < seq
  return { generation: wanted, text: base?.bytes ?? null, ...own, isOutdated }
}
