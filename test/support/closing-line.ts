/**
 * The last line of a run: `N passed, N failed`, with what failed outside a test (a file, a hook) counted as failed.
 * Tests that passed only at another try are named above it, with what went wrong at first: each is a race somebody has to find.
 */
import type { ParsedStack } from 'vitest'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) counts[stateOf(test.result().state)]++
      const isBroken = module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')
      if (isBroken) counts.failed++
    }
    const flaky = modules.flatMap((module) =>
      [...module.children.allTests()].filter((test) => test.diagnostic()?.flaky),
    )
    for (const test of flaky) {
      console.log(`Passed only at another try: ${test.fullName}`)
      for (const { message, stacks } of test.result().errors ?? []) console.log(`  ${message}${placeOf(stacks)}`)
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`)
  }
}

/** Where in a test's own files it failed. */
const placeOf = (stacks: readonly ParsedStack[] = []): string => {
  const place = stacks.find(({ file }) => file.endsWith('.test.ts')) ?? stacks[0]
  return place === undefined ? '' : ` (${place.file.split('/').at(-1)}:${place.line})`
}

const stateOf = (state: 'passed' | 'failed' | 'skipped' | 'pending'): 'passed' | 'failed' | 'skipped' =>
  state === 'pending' ? 'skipped' : state
