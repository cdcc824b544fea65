/** Runs something when the page has nothing else to do; soon, in Safari, which has no idle callbacks. */
export const whenIdle = (run: () => void): void =>
  'requestIdleCallback' in window ? void requestIdleCallback(run) : void setTimeout(run, 50)
