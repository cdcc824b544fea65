import { describe, expect, it } from 'vitest'
import { networkBehind, networkOf } from '../../../server/http/network.ts'

describe('the network of a request', () => {
  it('[PPL21] is one for all addresses of IPv6 that one subscriber has', () => {
    const same = [
      '2001:db8:0:1::1',
      '2001:0DB8:0000:0001:ffff:ffff:ffff:ffff',
      '2001:db8:0:1:2::',
      '2001:db8:0:1::9%eth0',
    ]
    expect(new Set(same.map(networkOf))).toEqual(new Set(['2001:db8:0:1']))
    expect(['2001:db8:0:2::1', '::1', 'fe80::1', '2001:db8::'].map(networkOf)).toEqual([
      '2001:db8:0:2',
      '0:0:0:0',
      'fe80:0:0:0',
      '2001:db8:0:0',
    ])
  })

  it('[PPL21] is the address itself of IPv4, however it is written', () => {
    expect(['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1:4711', '[2001:db8::1]:4711', 'unknown'].map(networkOf)).toEqual(
      ['192.0.2.1', '192.0.2.1', '192.0.2.1', '2001:db8:0:0', 'unknown'],
    )
  })

  it('[PPL21] is what the known proxies saw, and nothing that the sender made up', () => {
    const forged = '10.0.0.1, 198.51.100.7'
    expect([
      networkBehind(0, forged, '203.0.113.5'),
      networkBehind(1, forged, '127.0.0.1'),
      networkBehind(2, `${forged}, 10.0.0.9`, '127.0.0.1'),
      networkBehind(1, undefined, '203.0.113.5'),
      networkBehind(2, '198.51.100.7', '203.0.113.5'),
    ]).toEqual(['203.0.113.5', '198.51.100.7', '198.51.100.7', '203.0.113.5', '203.0.113.5'])
  })
})
