/**
 * What a person wants said aloud about others; what concerns their own acts is always said. Kept in this browser, since
 * it belongs to the screen reader in use there.
 */
import { useSyncExternalStore } from 'react'

export interface AnnouncementSettings {
  /** Who comes to the plan and who leaves it. */
  readonly people: boolean
  /** Who begins to write in the section one writes in, or reads to sign. */
  readonly writing: boolean
}

const key = 'comhla-announcements'
const everything: AnnouncementSettings = { people: true, writing: true }

/** Settings from what was kept; everything is said where nothing, or nothing readable, was. */
export const parseSettings = (kept: string | null): AnnouncementSettings => {
  const off = new Set((kept ?? '').split(' '))
  return { people: !off.has('no-people'), writing: !off.has('no-writing') }
}

export const printSettings = ({ people, writing }: AnnouncementSettings): string =>
  [people ? '' : 'no-people', writing ? '' : 'no-writing'].filter(Boolean).join(' ')

const listeners = new Set<() => void>()
let current: AnnouncementSettings | null = null

/** Storage that the browser refuses counts as empty: the settings then last as long as the page. */
const readKept = (): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const keep = (settings: AnnouncementSettings): boolean => {
  try {
    localStorage.setItem(key, printSettings(settings))
    return true
  } catch {
    return false
  }
}

const read = (): AnnouncementSettings => (current ??= parseSettings(readKept()))

/** Answers whether the browser keeps the change beyond this page. */
export const changeAnnouncements = (change: Partial<AnnouncementSettings>): boolean => {
  current = { ...read(), ...change }
  for (const listener of listeners) listener()
  return keep(current)
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useAnnouncementSettings = (): AnnouncementSettings =>
  useSyncExternalStore(subscribe, read, () => everything)
