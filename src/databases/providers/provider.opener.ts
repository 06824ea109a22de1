/** Run by the conformance suite as a process of its own, to be killed: opens what its argument says, lends, waits. */
import { chooseProvider, type ProviderChoice } from './choose-provider.ts'

const provider = await chooseProvider(JSON.parse(process.argv[2] ?? '') as ProviderChoice)
const server = await provider.open()
const lent = [await server.lend(), await server.lend()]
process.stdout.write(`${JSON.stringify(lent.map(({ url }) => url))}\n`)
setInterval(() => undefined, 60_000)
