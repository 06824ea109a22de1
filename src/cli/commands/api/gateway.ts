import { type Command, Option } from 'commander'
import { readBaseUrl } from '../../../api/base-url.ts'
import { createOrigins } from '../../../betty/origins.ts'
import { MigrateError } from '../../../errors.ts'
import { openTarget } from '../../../gateway/open-target.ts'
import { metricsPath, type RunningGateway, serveGateway } from '../../../gateway/serve-gateway.ts'
import type { Migration } from '../../../migration.ts'
import { configure } from '../../../settings/configure.ts'
import { loadGiven } from '../../../settings/load-settings.ts'
import type { CommonFlags } from '../../options/common-options.ts'
import { parseDate } from '../../options/date.ts'
import { parsePort } from '../../options/port.ts'
import { createOutput, type Output } from '../../output.ts'
import { untilStopped } from '../../until-stopped.ts'
import { plainCommand } from '../target-command.ts'
import { describeTraffic, reportTraffic, tellVisits } from './describe-traffic.ts'
import { readNames } from './read-names.ts'
import { requireV2 } from './require-v2.ts'

interface GatewayFlags extends CommonFlags {
  readonly host: string
  readonly port: number
  readonly sunset?: Date
}

const day = 86_400_000
const sunsetDays = 180
const minute = 60_000

export const gatewayCommand = (): Command =>
  plainCommand(
    'gateway',
    {
      does: 'serve the v1 API over a v2 API, so that old clients go on working',
      examples: [
        'betty-migrate api gateway --v2-url http://localhost:3034',
        'betty-migrate api gateway --v2-url https://betty.example.org --host 0.0.0.0 --sunset 2027-06-30 --v1-db betty.db',
        'betty-migrate api gateway --v2-url http://localhost:3034 --json > used-endpoints.json',
      ],
      notes: [
        'With --v1-db the names of projects are known from the start; without it, a project whose name no client has told yet is shown by its UUID. The file is only read.',
        `Counters for Prometheus are at ${metricsPath}. Ctrl-C or SIGTERM ends it and prints how often each endpoint was called.`,
      ],
      stopped: null,
      exits: {
        0: 'stopped',
        2: 'wrong usage or configuration, or the port is taken',
        3: 'v2 does not answer, or is no v2',
      },
    },
    ['v2Url', 'v1Db', 'timeout'],
  )
    .option('--host <address>', 'address to serve on; 0.0.0.0 is every one', '127.0.0.1')
    .option('--port <port>', 'port to serve on; 0 takes a free one', parsePort, 3033)
    .addOption(
      new Option(
        '--sunset <date>',
        `when the v1 API ends, for the Sunset header; left out: ${sunsetDays} days from now`,
      ).argParser(parseDate),
    )
    .action(run)

async function run(flags: GatewayFlags): Promise<void> {
  const { migration } = await configure()
  const { v1Db, v2Url, timeout: timeLimit } = await loadGiven()
  const output = createOutput(flags)
  const base = requireV2Url(migration, v2Url)
  const facts = createOrigins(v1Db ? readNames(v1Db, migration) : [])
  // the numbers of all users are gone through now, not while a client waits
  facts.origin('users', '')
  const target = openTarget(base)
  const now = new Date()
  const sunset = flags.sunset ?? new Date(now.getTime() + sunsetDays * day)
  try {
    await requireV2(migration.apis.target, target, base, timeLimit)
    const gateway = await serveGateway(
      {
        migration,
        target,
        facts,
        timeLimit,
        notice: { deprecatedSince: now, sunset, successor: base },
        onVisit: tellVisits(output),
      },
      { host: flags.host, port: flags.port },
    )
    const ends = sunset.toISOString().slice(0, 10)
    output.progress.say(
      `Serving the v1 API at ${gateway.url} over ${base}; clients are told that it ends on ${ends}`,
    )
    await serveUntilStopped(gateway, migration, output)
  } finally {
    await target.close()
  }
}

async function serveUntilStopped(
  gateway: RunningGateway,
  { mappings }: Migration,
  output: Output,
): Promise<void> {
  const start = new Date()
  const teller = setInterval(
    async () => output.progress.say(describeTraffic(await gateway.counts(), mappings, { onlyUsed: true })),
    minute,
  )
  await untilStopped()
  clearInterval(teller)
  output.progress.say('Stopping: running requests may end')
  await gateway.close()
  const counts = await gateway.counts()
  output.result(() => describeTraffic(counts, mappings), reportTraffic(counts, mappings, start, new Date()))
}

function requireV2Url({ apis }: Migration, v2Url: string | undefined): string {
  if (v2Url) return readBaseUrl(v2Url, apis.target)
  throw new MigrateError(
    'bad_setting',
    'No v2 API is named.',
    'Name its address: --v2-url URL (BETTY_V2_API_URL).',
  )
}
