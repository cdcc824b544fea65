/**
 * The page's Trusted Types. Our own code writes no HTML; the editor parses pasted HTML, and browsers ask the `default`
 * policy about it. It lets HTML through only after everything that could act was taken out of an inert parse, and
 * never lets a script or a script's address through.
 */

interface Policy {
  createHTML(html: string): string
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML?: (html: string) => string }): Policy
}

/** Elements that run, load or embed something. Styles stay: they tell a Word list from a paragraph. */
const acting = 'script, iframe, object, embed, applet, base, meta[http-equiv], link, form, svg, math, template'

const isActingAttribute = ({ name, value }: Attr): boolean =>
  name.startsWith('on') || name === 'srcdoc' || /^\s*(javascript|vbscript):/i.test(value)

/** Takes out of a parsed, inert document whatever could act. */
const disarm = (inert: Document): string => {
  for (const element of inert.querySelectorAll(acting)) element.remove()
  for (const element of inert.querySelectorAll('*')) {
    for (const attribute of [...element.attributes])
      if (isActingAttribute(attribute)) element.removeAttributeNode(attribute)
  }
  return inert.head.innerHTML + inert.body.innerHTML
}

/** Sets up the policies where the browser has Trusted Types; elsewhere the editor parses inertly on its own. */
export const installTrustedTypes = (): void => {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes
  if (factory === undefined) return
  const inert = factory.createPolicy('comhla-inert', { createHTML: (html) => html })
  factory.createPolicy('default', {
    createHTML: (html) => disarm(new DOMParser().parseFromString(inert.createHTML(html), 'text/html')),
  })
}
