/** Another process as the system sees it. Linux only. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Memory that is really there. */
export const residentMiB = (pid: number): number => {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kib) / 1024
}

const targetOf = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch (error) {
    // Closed since it was listed.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

export const openSockets = (pid: number): number =>
  readdirSync(`/proc/${pid}/fd`).filter((fd) => targetOf(`/proc/${pid}/fd/${fd}`).startsWith('socket:')).length
