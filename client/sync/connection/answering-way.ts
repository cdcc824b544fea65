/**
 * A way on which the server is heard only once it has answered a question. What stands between may let the first word
 * through and no more; a page that has a connection asks before it leaves that for another. What was said before the
 * answer was asked for is the server's greeting, which carries nothing.
 */
import { encodeEntry } from '../../../shared/parcel.ts'
import type { Way } from './transport.ts'

const question = encodeEntry({ kind: 'ask' })

export const answeringWay = (way: Way): Way => ({
  name: way.name,
  open: ({ received, ended }) => {
    let isAsked = false
    const transport = way.open({
      received: (parcel) => {
        if (isAsked) return received(parcel)
        isAsked = true
        transport.send(question)
      },
      ended,
    })
    return transport
  },
})
