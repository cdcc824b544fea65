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

  it('[OPS30] serves metrics on an address of their own, and only where one is set', () => {
    const metricsOf = (address: string) => {
      const config = readConfig({ COMHLA_METRICS: address })
      return config.ok ? config.value.metrics : config.error
    }
    expect(metricsOf('127.0.0.1:9464')).toEqual({ host: '127.0.0.1', port: 9464 })
    expect(metricsOf('[::1]:0')).toEqual({ host: '::1', port: 0 })
    expect(metricsOf('')).toBe(null)
    for (const wrong of ['9464', 'yes', ':9464', 'http://127.0.0.1:9464']) {
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
