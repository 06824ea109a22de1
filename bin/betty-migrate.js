#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `betty-migrate needs Node 22.12 or later; this is ${process.version}.\n` +
      'Start it with npx inside of a project that has the package "node", or install a newer Node.\n',
  )
  process.exit(2)
}

enableCompileCache()

// a build if there is one, else the sources, which Node 24 runs as they are
const built = new URL('../dist/src/cli/main.js', import.meta.url)
const { main } = await import(existsSync(built) ? built.href : '../src/cli/main.ts')
await main(process.argv)
