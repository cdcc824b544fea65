/** Words while the server cannot be reached. */

export const offline = {
  none: 'There is no connection.',
  asKept: (who: string, when: string) => `This is ${who}’s copy of the plan, as it was on ${when}.`,
  write:
    'You can read it and write in it: what you write is sent when the connection is back. Everything else needs a connection.',
  readOnly: 'You can read it. Everything else needs a connection.',
  canOpen: 'What is not shown here needs one. You can open what is kept on this computer:',
  asOf: (when: string) => `as it was on ${when}`,
} as const
