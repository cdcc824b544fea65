/** The server of y-websocket 1.5 with LevelDB (`YPERSISTENCE`), put together as its `bin/server.js` does. */
import { createServer } from 'node:http'
import process from 'node:process'
import { WebSocketServer } from 'ws'
import utils from 'y-websocket/bin/utils'

const server = createServer((_, response) => response.end('okay'))
const wss = new WebSocketServer({ noServer: true })
wss.on('connection', utils.setupWSConnection)
server.on('upgrade', (request, socket, head) =>
  wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request)),
)
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`))
