import { randomBytes } from 'node:crypto'
import { MigrateError } from '../../../errors.ts'
import { withClient } from '../connect.ts'
import type { Hold } from './messages.ts'
import { disposableServerArguments, superuser } from './server-settings.ts'
import { isAbandoned } from './tag.ts'
import { until } from './until.ts'

const startLimit = 60_000
/** An engine that does not answer for so long is asked again. Longer than it waits for a container to end. */
const requestLimit = 15_000
const day = 86_400_000
const label = 'betty-migrate.keeper'

/**
 * A server in a container, by Testcontainers. This keeper does the work of Testcontainers' own reaper (Ryuk),
 * which is started only if the environment says TESTCONTAINERS_RYUK_DISABLED=false.
 */
export const holdContainer: Hold<{ readonly kind: 'container'; readonly image: string }> = async (
  { image },
  tag,
  onRelease,
) => {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'
  const { PostgreSqlContainer, Wait } = await importContainers()
  await removeContainers(isAbandoned)
  onRelease(() => removeContainers((other) => other === tag))
  const password = randomBytes(24).toString('base64url')
  try {
    const container = await new PostgreSqlContainer(image)
      .withUsername(superuser)
      .withPassword(password)
      .withDatabase('postgres')
      .withLabels({ [label]: tag })
      .withSharedMemorySize(256 * 1024 * 1024)
      .withCommand(['postgres', ...disposableServerArguments])
      .withEnvironment({ POSTGRES_INITDB_ARGS: '--no-sync' })
      // the defaults run commands in the container several times a second: slow at the start, and noise later
      .withHealthCheck({ test: ['CMD', 'true'], interval: day })
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/))
      .start()
    const url = `${container.getConnectionUri()}?sslmode=disable`
    await waitUntilReady(url)
    return url
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll(password, '***')
    throw new MigrateError(
      'provider_unavailable',
      `No PostgreSQL could be started from the container image ${image}: ${reason}`,
      'See that the image exists and can be pulled; BETTY_POSTGRES_IMAGE names another, BETTY_POSTGRES=embedded does without containers.',
      { cause },
    )
  }
}

/** The first server that the image runs, to set itself up, is not reachable from outside: wait for the second. */
const waitUntilReady = async (url: string): Promise<void> => {
  const canConnect = () => withClient(url, async () => true).catch(() => false)
  if (!(await until(canConnect, startLimit))) await withClient(url, async () => undefined) // for its error
}

const importContainers = async () => {
  try {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
    const { Wait } = await import('testcontainers')
    return { PostgreSqlContainer, Wait }
  } catch (cause) {
    throw new MigrateError(
      'provider_unavailable',
      'A PostgreSQL container was asked for, but Testcontainers is not installed.',
      'Run `npm install --save-dev testcontainers @testcontainers/postgresql`, or set BETTY_POSTGRES=embedded.',
      { cause },
    )
  }
}

/**
 * Removes the containers of the keepers that `whose` picks, running or not, with their volumes. They are killed
 * first: an engine that is asked to remove a running one may give it ten seconds to end by itself.
 */
const removeContainers = async (whose: (tag: string) => boolean): Promise<void> => {
  const { dockerode } = (await connectToEngine()).container
  for (const found of await dockerode.listContainers({ all: true, filters: { label: [label] } })) {
    if (!whose(found.Labels[label] ?? '')) continue
    const container = dockerode.getContainer(found.Id)
    await container
      .kill({ signal: 'SIGKILL', abortSignal: AbortSignal.timeout(requestLimit) })
      .catch(() => undefined)
    await container.remove({ force: true, v: true, abortSignal: AbortSignal.timeout(requestLimit) })
  }
}

const connectToEngine = async () => {
  const { getContainerRuntimeClient } = await import('testcontainers')
  try {
    return await getContainerRuntimeClient()
  } catch (cause) {
    throw new MigrateError(
      'provider_unavailable',
      'A PostgreSQL container was asked for, but no container engine (such as Docker or Podman) answers.',
      'Start the engine or set DOCKER_HOST to its socket; BETTY_POSTGRES=embedded does without containers.',
      { cause },
    )
  }
}
