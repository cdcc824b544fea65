/** `writing.ts` as a program of its own, to be watched from outside; it prints what was told at once, unbuffered. */
import { writeSync } from 'node:fs'
import process from 'node:process'
import { write, type Writing } from './writing.ts'

const [, , writing = '{}'] = process.argv
await write(JSON.parse(writing) as Writing, (digest) => void writeSync(1, `told ${digest}\n`))
process.exit(0)
