import { describe, expect, it } from 'vitest'
import { printMetrics } from '../../../server/metrics/format.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { presenceFrame, updateFrame } from '../../../server/sync/wire.ts'
import { closeCode, sectionRoom } from '../../../shared/protocol.ts'
import { openPage, settle } from '../../support/channel-page.ts'
import { createServerWorld } from '../../support/server-world.ts'

const startWorld = async () => {
  const world = await createServerWorld()
  const rooms = world.sections.map(({ id }) => sectionRoom(world.planId, id))
  const page = (name: 'Dara' | 'Cora' | 'Odd', isSignedIn = true) =>
    openPage(world.parts.carriers, world.personId(name), () => isSignedIn)
  /** What a metric says, by its label. */
  const read = (metric: string): Readonly<Record<string, number>> => {
    const samples = printMetrics(world.parts.meters.counted).matchAll(/^(\w+)\{\w+="(.*)"\} (\d+)$/gm)
    return Object.fromEntries(
      [...samples].flatMap(([, name, label, value]) => (name === metric ? [[label, Number(value)]] : [])),
    )
  }
  return {
    world,
    page,
    address: (at: number, editor = 1) => `${rooms[at] ?? ''}?comhla=1&editor=${editor}`,
    closed: () => read('comhla_connections_closed_total'),
    refused: () => read('comhla_updates_refused_total'),
  }
}

describe('what is counted', () => {
  it('[OPS30] is every room that is turned away at the door, once, and every connection', async () => {
    const { page, address, closed } = await startWorld()
    const [dara, odd, nobody] = [page('Dara'), page('Odd'), page('Dara', false)]
    dara.open('Dara', address(0, 0))
    dara.open('Dara', '../etc/passwd')
    odd.open('Odd', address(0))
    nobody.open('Dara', address(0))
    await settle(dara, odd, nobody)
    expect(closed()).toEqual({ [closeCode.reloadPage]: 1, [closeCode.noSuchRoom]: 2, [closeCode.signIn]: 1 })
  })

  it('[OPS30] is a connection that reads too slowly, once, however many rooms it has', async () => {
    const { page, address, closed } = await startWorld()
    const [dara, cora] = [page('Dara'), page('Cora')]
    for (const at of [0, 1]) dara.open('Dara', address(at))
    const writer = cora.open('Cora', address(0))
    await settle(dara, cora)
    dara.buffered = 10 * defaultLimits.maxBufferedBytes
    writer.type(0, 'more')
    await settle(dara, cora)
    expect([dara.closes, closed()]).toEqual([[closeCode.accessChanged], { [closeCode.accessChanged]: 1 }])
  })

  it('[OPS30] is every room that its client is sent out of', async () => {
    const { world, page, address, closed } = await startWorld()
    const dara = page('Dara')
    for (const at of [0, 1]) dara.open('Dara', address(at))
    await settle(dara)
    world.parts.rooms.dismiss(() => true, closeCode.accessChanged)
    await settle(dara)
    expect([dara.closes, closed()]).toEqual([[], { [closeCode.accessChanged]: 2 }])
  })

  it('[OPS30] is an update that is refused for its size or for coming too fast', async () => {
    const { page, address, refused } = await startWorld()
    const dara = page('Dara')
    const [large, fast] = [dara.open('Dara', address(0)), dara.open('Dara', address(1))]
    await settle(dara)
    large.sendRaw(updateFrame(new Uint8Array(defaultLimits.maxUpdateBytes + 1)))
    for (let at = 0; at < 1_300; at += 1) fast.sendRaw(updateFrame(Uint8Array.of(0, 0)))
    await settle(dara)
    expect([large.closes, fast.closes, refused()]).toEqual([
      [closeCode.tooLarge],
      [closeCode.tooMany],
      { 'too large': 1, 'too much at once': 1 },
    ])
  })

  it('[OPS30] are those who say where they are, and not who says nothing', async () => {
    const { world, page, address } = await startWorld()
    const dara = page('Dara')
    const [here, away] = [dara.open('Dara', address(0)), dara.open('Dara', address(1))]
    await settle(dara)
    here.sendRaw(presenceFrame([{ clientId: here.doc.clientID, clock: 1, json: '{"cursor":1}' }]))
    away.sendRaw(presenceFrame([{ clientId: away.doc.clientID, clock: 1, json: 'null' }]))
    await settle(dara)
    expect(world.parts.rooms.census().present).toBe(1)
  })
})
