import { describe, expect, it } from 'vitest'
import { baseUrlOf, readConfig, urlOf } from '../../server/config.ts'

const faults = (env: Record<string, string>) => {
  const config = readConfig(env)
  return config.ok ? [] : config.error.map((line) => line.split(':')[0])
}

describe('the environment', () => {
  it('[OPS20] may be empty: the server then serves this machine from ./data', () => {
    const config = readConfig({})
    expect(config.ok && config.value).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      url: null,
      smtpUrl: null,
      mailFrom: 'Còmhla <comhla@localhost>',
      logLevel: 'info',
      example: true,
      proxies: 0,
      metrics: null,
    })
    expect(config.ok && config.value.dataFolder.endsWith('/data')).toBe(true)
  })

  it('[OPS20] is refused with the name of each variable that is wrong', () => {
    expect(
      faults({ PORT: '70000', COMHLA_SMTP: 'http://mail', COMHLA_LOG_LEVEL: 'loud', COMHLA_EXAMPLE: 'maybe' }),
    ).toEqual(['PORT', 'COMHLA_SMTP', 'COMHLA_LOG_LEVEL', 'COMHLA_EXAMPLE'])
  })

  it('[OPS20] is refused in plain words', () => {
    const linesOf = (env: Record<string, string>) => {
      const config = readConfig(env)
      return config.ok ? [] : config.error
    }
    const port = 'PORT: must be a whole number from 0 to 65535'
    for (const wrong of ['70000', '-1', '80.5', 'http']) expect(linesOf({ PORT: wrong })).toEqual([port])
    expect(linesOf({ COMHLA_EXAMPLE: 'true', COMHLA_PROXIES: '-1', COMHLA_MAIL_FROM: 'a' })).toEqual([
      'COMHLA_MAIL_FROM: must have at least 3 characters',
      'COMHLA_EXAMPLE: must be one of yes, no',
      'COMHLA_PROXIES: must be a whole number from 0 to 10',
    ])
  })

  it('[OPS35] is refused where it names a setting that there is not, as after a slip', () => {
    expect(faults({ COMHLA_DATE: '/srv/plans', PORT: 'x', HOME: '/root' })).toEqual(['PORT', 'COMHLA_DATE'])
  })

  it('[OPS30] serves metrics on an address of their own, and only where one is set', () => {
    const metricsOf = (address: string) => {
      const config = readConfig({ COMHLA_METRICS: address })
      return config.ok ? config.value.metrics : config.error
    }
    expect(metricsOf('127.0.0.1:9464')).toEqual({ host: '127.0.0.1', port: 9464 })
    expect(metricsOf('[::1]:0')).toEqual({ host: '::1', port: 0 })
    expect(metricsOf('')).toBe(null)
    for (const wrong of ['9464', 'yes', ':9464', 'http://127.0.0.1:9464', '127.0.0.1:99999']) {
      expect(metricsOf(wrong)).toEqual([expect.stringMatching(/^COMHLA_METRICS: /)])
    }
  })

  it('[OPS21] takes http only for this machine, since session cookies need a safe way', () => {
    for (const url of ['http://plan.example', 'ftp://plan.example', 'plan.example', 'https://plan.example/path']) {
      expect([url, faults({ COMHLA_URL: url })]).toEqual([url, ['COMHLA_URL']])
    }
    for (const url of ['https://plan.example', 'https://plan.example/', 'http://localhost:3000', 'http://127.0.0.1']) {
      expect([url, faults({ COMHLA_URL: url })]).toEqual([url, []])
    }
  })

  it('[OPS21] takes a host of a network only with the address people use', () => {
    const network = ['192.0.2.7', 'plans.council.example', '2001:db8::1']
    for (const HOST of network) expect([HOST, faults({ HOST })]).toEqual([HOST, ['COMHLA_URL']])
    for (const HOST of network) expect(faults({ HOST, COMHLA_URL: 'https://plan.example' })).toEqual([])
    for (const HOST of ['localhost', '127.0.0.2', '::1', '0.0.0.0', '::'])
      expect([HOST, faults({ HOST })]).toEqual([HOST, []])
  })

  it('[OPS34] names an address that opens, also of a host that stands for many and one of IPv6', () => {
    const addressOf = (env: Record<string, string>) => {
      const config = readConfig(env)
      return config.ok ? baseUrlOf(config.value, 8080) : config.error
    }
    expect(addressOf({})).toBe('http://127.0.0.1:8080')
    expect(addressOf({ HOST: '0.0.0.0' })).toBe('http://127.0.0.1:8080')
    expect(addressOf({ HOST: '::' })).toBe('http://[::1]:8080')
    expect(addressOf({ HOST: '::1' })).toBe('http://[::1]:8080')
    expect(addressOf({ HOST: '::', COMHLA_URL: 'https://plan.example/' })).toBe('https://plan.example')
    expect(urlOf('::1', 9464)).toBe('http://[::1]:9464')
  })
})
