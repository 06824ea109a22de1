import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** Sends these very lines to a server, and gives back all that it answers before the connection ends. */
export async function sendRaw(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write([...lines, '', ''].join('\r\n'))
  return text(socket)
}
