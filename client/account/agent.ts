/** Names a browser and its machine from what the browser calls itself, so that one knows one's own devices again. */
import { words } from '../words/en.ts'

/** The first that is found counts: browsers name those they descend from as well. */
const browsers: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [sign: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux/, 'Linux'],
]

const nameIn = (signs: typeof browsers, agent: string): string | undefined =>
  signs.find(([sign]) => sign.test(agent))?.[1]

/** An agent that tells nothing known is shown as it is. */
export const sayAgent = (agent: string): string => {
  const browser = nameIn(browsers, agent)
  const system = nameIn(systems, agent)
  if (browser === undefined) return system ?? (agent.trim() || words.account.unknownDevice)
  return system === undefined ? browser : words.account.browserOn(browser, system)
}
