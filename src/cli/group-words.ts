/** What the commands of the first level are for: known before the code behind one is read. */
export const groupWords = {
  rehearse: 'migrate a v1 database into a disposable PostgreSQL, compare both systems, print the readiness',
  check: 'compare a v1 and a v2 that are running, print the readiness',
  schema: 'plan, apply, verify, roll back, back up and restore the tables of the v2 database',
  data: 'carry rows from v1 to v2 and back',
  api: 'find the v2 call for a v1 call, write guides and reports for those who move, serve those who do not yet',
  serve: 'run a reference server, for trying things out; Ctrl-C ends it',
  completion: 'print a script with which a shell completes commands and flags',
} as const
