/**
 * Secrets that let somebody in: 32 random bytes as base64url, given out once, kept as SHA-256 only. Their 256 bits
 * cannot be guessed, so a plain hash is enough.
 */
import { hash } from 'node:crypto'
import type { RandomBytes } from '../context.ts'

/** 43 characters of base64url. */
export const createSecret = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(32)).toString('base64url')

/** What the store keeps of a secret: 64 hex digits. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex')
