import { defineConfig } from 'vitest/config'

/** `unit` needs no port and no browser; `editor` and `e2e` start real servers and a real Chromium, one at a time. */
const withBrowser = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  fileParallelism: false,
  // What a page comes to is waited for; how soon it does is for the bench.
  expect: { poll: { timeout: 15_000 } },
}

/** Real servers and disks, one at a time; `CAMPAIGN=long` goes on for an hour. */
const campaign = { testTimeout: 7_200_000, hookTimeout: 600_000, fileParallelism: false }

/** A test that hangs ends; one that is merely slow, on a busy machine, goes on. */
const alone = { testTimeout: 120_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          ...alone,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/client/editor/**', 'test/campaigns/**'],
        },
      },
      { test: { name: 'campaigns', include: ['test/campaigns/**/*.test.ts'], ...campaign } },
      { test: { name: 'editor', include: ['test/client/editor/**/*.test.ts'], ...withBrowser } },
      // Several people in several browsers: a lost race gets another try, two at most, and is named at the end of the run.
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...withBrowser, retry: 2 } },
    ],
  },
})
