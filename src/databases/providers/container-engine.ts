import { existsSync, readFileSync } from 'node:fs'
import { request as requestOverHttp } from 'node:http'
import { type RequestOptions, request as requestOverTls } from 'node:https'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Whether a container engine (Docker, or what speaks its protocol) answers within `limit` milliseconds.
 * Looks where Testcontainers looks, without loading it: DOCKER_HOST, then the usual sockets.
 */
export const doesEngineAnswer = async (limit = 2000): Promise<boolean> => {
  try {
    const engine = findEngine(process.env)
    return engine !== undefined && (await ping(engine, limit))
  } catch {
    return false // DOCKER_HOST is no address, or its certificates cannot be read
  }
}

const findEngine = (env: NodeJS.ProcessEnv): RequestOptions | undefined => {
  const host = env.DOCKER_HOST || hostFromProperties()
  if (host) return addressOf(new URL(host), env)
  const runtime = env.XDG_RUNTIME_DIR ?? join('/run/user', String(process.getuid?.()))
  const socketPath = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    '//./pipe/docker_engine',
  ].find((path) => existsSync(path))
  return socketPath === undefined ? undefined : { socketPath }
}

const hostFromProperties = (): string | undefined => {
  const file = join(homedir(), '.testcontainers.properties')
  return existsSync(file) ? /^\s*docker\.host\s*=\s*(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
}

const addressOf = (host: URL, env: NodeJS.ProcessEnv): RequestOptions => {
  if (!host.hostname) return { socketPath: host.pathname }
  const address = { hostname: host.hostname, port: host.port || 2375 }
  const certificates = env.DOCKER_CERT_PATH
  if (env.DOCKER_TLS_VERIFY !== '1' || !certificates) return address
  const read = (name: string) => readFileSync(join(certificates, name))
  return { ...address, protocol: 'https:', ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }
}

const ping = (engine: RequestOptions, limit: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = engine.protocol === 'https:' ? requestOverTls : requestOverHttp
    request({ ...engine, path: '/_ping', agent: false, signal: AbortSignal.timeout(limit) })
      .on('response', (response) => {
        response.resume()
        resolve(response.statusCode === 200)
      })
      .on('error', () => resolve(false))
      .end()
  })
