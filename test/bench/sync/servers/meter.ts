/**
 * Loaded before a measured server (`--import`): answers over the process channel what the process has used so far. The
 * channel keeps no process alive, so that a server still ends as it would without it.
 */
import process from 'node:process'
import type { Usage } from './process.ts'

const collect = (): void => {
  // Twice: what finalizers let go of is only found by the second.
  globalThis.gc?.()
  globalThis.gc?.()
}

const readUsage = (withMemory: boolean): Usage => {
  const { user, system } = process.cpuUsage()
  if (withMemory) collect()
  const { heapUsed, external } = process.memoryUsage()
  return { cpuMs: (user + system) / 1000, memoryBytes: heapUsed + external }
}

process.on('message', (withMemory: boolean) => void process.send?.(readUsage(withMemory)))
process.channel?.unref()
