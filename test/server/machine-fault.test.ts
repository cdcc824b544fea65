import { describe, expect, it } from 'vitest'
import { sayMachineFault } from '../../server/machine-fault.ts'

const say = (facts: object): string | null => sayMachineFault(Object.assign(new Error('refused'), facts), '/srv/plans')

describe('what the machine refuses', () => {
  it.each<[string, object]>([
    [
      'Another program listens at [::1]:8080 already. Stop that one, or set another port.',
      { code: 'EADDRINUSE', syscall: 'listen', address: '::1', port: 8080 },
    ],
    [
      'The system does not let this user listen at 127.0.0.1:80. Set a port from 1024 up.',
      { code: 'EACCES', syscall: 'listen', address: '127.0.0.1', port: 80 },
    ],
    [
      'This machine does not have the address 192.0.2.7. Look at HOST and COMHLA_METRICS.',
      { code: 'EADDRNOTAVAIL', syscall: 'listen', address: '192.0.2.7', port: 8080 },
    ],
    [
      'No address is known for the host plans.example. Look at HOST and COMHLA_METRICS.',
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'plans.example' },
    ],
    [
      'The system does not let this user read or write /srv/plans.',
      { code: 'EACCES', syscall: 'mkdir', path: '/srv/plans' },
    ],
    [
      'The disk is full: there is no room for /srv/x.',
      { code: 'ENOSPC', syscall: 'copyfile', path: '/a', dest: '/srv/x' },
    ],
    ['The disk of /srv/plans is full. Make room, then try again.', { code: 'ERR_SQLITE_ERROR', errcode: 13 }],
    [
      'The system does not let this user write the database in /srv/plans, or the folder itself.',
      { code: 'ERR_SQLITE_ERROR', errcode: 8 | (4 << 8) },
    ],
    [
      'Another program holds the database in /srv/plans. Try again when it is done.',
      { code: 'ERR_SQLITE_ERROR', errcode: 5 },
    ],
  ])('[OPS36] is said to the operator in words: %s', (says, facts) => {
    expect(say(facts)).toBe(says)
  })

  it('[OPS36] is not what goes wrong by a fault of the program, which keeps its own words', () => {
    expect([say({}), say({ code: 'EPIPE', syscall: 'write' }), say({ errcode: 1 })]).toEqual([null, null, null])
  })
})
