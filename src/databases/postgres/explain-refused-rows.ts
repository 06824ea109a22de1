import { RowsRefused } from '../../records/ports.ts'
import type { QuarantineCode } from '../../records/quarantine.ts'
import { codeOf } from './explain-refusal.ts'

/** An error of the server that is about a value of some row becomes `RowsRefused`; every other stays what it is. */
export function asRefusedRows(error: unknown): unknown {
  const code = error instanceof Error ? quarantineCodeOf(codeOf(error) ?? '', error.message) : undefined
  return code && error instanceof Error
    ? new RowsRefused(code, `PostgreSQL refuses it: ${error.message}`, { cause: error })
    : error
}

/** SQLSTATE: PostgreSQL documentation, appendix A. More memory than a value may have is an internal error there. */
function quarantineCodeOf(sqlState: string, message: string): QuarantineCode | undefined {
  switch (sqlState) {
    case '54000':
    case '22001':
    case '22003':
      return 'too_large'
    case '22021':
    case '22P05':
      return 'invalid_unicode'
    case '22008':
      return 'bad_timestamp'
    case 'XX000':
      return message.startsWith('invalid memory alloc request size') ? 'too_large' : undefined
    default:
      return undefined
  }
}
