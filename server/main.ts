/** The first thing that runs: says what is missing when Node is too old to run the rest, which it loads only then. */
const oldestNode = 24

const major = Number(process.versions.node.split('.')[0])
if (major < oldestNode) {
  process.stderr.write(
    `Còmhla needs Node ${oldestNode} or newer; this is ${process.version}.\n` +
      'Run "npm ci", which brings the right Node along, then "npm start".\n',
  )
  process.exit(1)
}
await import('./serve.ts')
