/** Reads a server-sent event stream as our server writes it: `event:` and `data:` of one line each, comments passed over. */

export interface StreamEvent {
  /** `message` where the stream names none. */
  readonly name: string
  readonly data: string
}

const readBlock = (block: string): StreamEvent | null => {
  let name = 'message'
  let data: string | null = null
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    if (line.startsWith('data: ')) data = line.slice(6)
  }
  return data === null ? null : { name, data }
}

/** Takes text as it comes, and gives the events that are whole. */
export const createEventReader = (): ((text: string) => readonly StreamEvent[]) => {
  let rest = ''
  return (text) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.map(readBlock).filter((event) => event !== null)
  }
}
