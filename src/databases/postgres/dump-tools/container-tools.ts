import { setTimeout as wait } from 'node:timers/promises'
import { doesEngineAnswer } from '../../providers/container-engine.ts'
import { connectPostgres } from '../connect.ts'
import { conductProgram } from './conduct-program.ts'
import { type ConnectionVariables, insideContainer } from './connection-variables.ts'
import { type Container, startInContainer } from './container-program.ts'
import { type DumpTools, dumpPrograms } from './dump-tools.ts'
import { readOutput } from './read-output.ts'
import { agreedVersion } from './read-version.ts'

const engineLimit = 10_000
const loopback = ['localhost', '127.0.0.1', '::1']

/** A container that publishes the server's port, and the port that the server has inside it. */
interface Candidate {
  readonly container: Container
  readonly label: string
  readonly port: number
}

/**
 * The programs in the container that the server of `url` runs in, if it runs in one. An engine or package that is
 * not there, or does not answer in time, is no error: nothing is found.
 * @throws MigrateError `postgres_unavailable` if there is such a container, but no connection can be made to its server
 */
export const findContainerTools = async (
  url: string,
  connection: ConnectionVariables,
  serverMajor: number,
): Promise<DumpTools | undefined> => {
  const { PGHOST = '', PGPORT } = connection
  for (const { container, label, port } of await findCandidates(PGHOST, Number(PGPORT))) {
    const place = `container ${label}`
    const inside = insideContainer(connection, port)
    const run: DumpTools['run'] = (program, args, io = {}) =>
      conductProgram(
        `${program} in ${place}`,
        () => startInContainer(container, program, args, inside, io),
        io,
      )
    const version = agreedVersion(await askVersions(run), serverMajor)
    if (version !== undefined && (await isSameServer(url, run))) return { version, place, run }
  }
  return undefined
}

const findCandidates = async (host: string, port: number): Promise<readonly Candidate[]> => {
  if (host.startsWith('/') || !(await doesEngineAnswer())) return []
  const found = listCandidates(host, port).catch(() => [])
  return Promise.race([found, wait(engineLimit, [], { ref: false })])
}

const listCandidates = async (host: string, port: number): Promise<readonly Candidate[]> => {
  const { getContainerRuntimeClient } = await import('testcontainers')
  const engine = await getContainerRuntimeClient()
  const { dockerode } = engine.container
  if (![...loopback, engine.info.containerRuntime.host].includes(host)) return []
  const containers = await dockerode.listContainers()
  return containers.flatMap(({ Id, Image, Ports }) => {
    const published = Ports.find(({ PublicPort, Type }) => PublicPort === port && Type === 'tcp')
    if (published === undefined) return []
    const label = `${Id.slice(0, 12)} (${Image})`
    return [{ container: dockerode.getContainer(Id), label, port: published.PrivatePort }]
  })
}

const askVersions = async (run: DumpTools['run']): Promise<readonly string[]> => {
  try {
    return await Promise.all(dumpPrograms.map((program) => readOutput(run, program, ['--version'])))
  } catch {
    return [] // one of them is not there, or cannot be run there
  }
}

/** Two servers may share a port on different addresses, and a published port may lead on to another container. */
const isSameServer = async (url: string, run: DumpTools['run']): Promise<boolean> => {
  const identity =
    "SELECT current_database() || ' ' || extract(epoch FROM pg_postmaster_start_time()) AS told"
  const session = await connectPostgres(url)
  try {
    const [row] = await session.query(identity)
    const options = ['--no-psqlrc', '--no-password', '--tuples-only', '--no-align', '--command', identity]
    return (await readOutput(run, 'psql', options).catch(() => '')) === `${row?.told}\n`
  } finally {
    await session.close()
  }
}
