/**
 * What the machine refuses, in words for its operator: an address that is taken, a folder that may not be written, a
 * disk that is full, a database that is none. Whatever else goes wrong is a fault of ours, and keeps its own words.
 */
import { dirname } from 'node:path'
import { LaterStore } from './store/migrations/index.ts'

interface SystemError extends Error {
  readonly code: string
  readonly syscall: string
  readonly path?: string
  readonly dest?: string
  readonly address?: string
  readonly port?: number
  readonly hostname?: string
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && 'syscall' in error

/** `127.0.0.1:8080` */
const placeOf = ({ address = '', port }: SystemError): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port ?? ''}`

const sayListening = (error: SystemError): string | null => {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Another program listens at ${placeOf(error)} already. Stop that one, or set another port.`
    case 'EADDRNOTAVAIL':
      return `This machine does not have the address ${error.address ?? ''}. Look at HOST and COMHLA_METRICS.`
    case 'EACCES':
      return `The system does not let this user listen at ${placeOf(error)}. Set a port from 1024 up.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No address is known for the host ${error.hostname ?? ''}. Look at HOST and COMHLA_METRICS.`
    default:
      return null
  }
}

const sayFile = ({ code, path = '', dest }: SystemError): string | null => {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The system does not let this user read or write ${path}.`
    case 'ENOENT':
      return `The folder ${dirname(dest ?? path)} is not there, or ${path} is not.`
    case 'EEXIST':
    case 'ENOTDIR':
      return `A folder is needed where there is a file: ${path}.`
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: there is no room for ${dest ?? path}.`
    default:
      return null
  }
}

/** SQLite's result codes, without what it adds to them in higher bits. */
const sayDatabase = (code: number, folder: string): string | null => {
  switch (code & 0xff) {
    case 5:
      return `Another program holds the database in ${folder}. Try again when it is done.`
    case 8:
    case 14:
      return `The system does not let this user write the database in ${folder}, or the folder itself.`
    case 11:
    case 26:
      return `The database in ${folder} is damaged, or none of this program. Bring back a backup: npm run comhla -- restore <file>`
    case 13:
      return `The disk of ${folder} is full. Make room, then try again.`
    default:
      return null
  }
}

const networkCalls: readonly string[] = ['listen', 'bind', 'getaddrinfo']

/** Null where it is nothing that the machine refused. `folder` is the data folder. */
export const sayMachineFault = (error: unknown, folder: string): string | null => {
  if (isSystemError(error)) return networkCalls.includes(error.syscall) ? sayListening(error) : sayFile(error)
  if (error instanceof LaterStore) return `${error.message} The data folder is ${folder}.`
  if (error instanceof Error && 'errcode' in error) return sayDatabase(Number(error.errcode), folder)
  return null
}
