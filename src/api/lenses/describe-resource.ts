import type { RecordDefinition } from '../../records/record.ts'
import type { Change, Side } from '../mapping.ts'
import { moreFields, renamed } from './fields.ts'
import type { ResourceField, ResourceView } from './resource.ts'

/** What is different about a resource, from its record: the names of its fields and what its codecs say of themselves. */
export const describeResource = (
  record: RecordDefinition,
  { fields, added }: Pick<ResourceView, 'added'> & { readonly fields: readonly ResourceField[] },
  side: Side,
): readonly Change[] => [
  ...(side === 'response' ? [keyChange(record)] : []),
  ...fields.flatMap((field) => [...renamed(side, field.name, placeOf(field)), ...valueChange(field, side)]),
  ...(side === 'response' && added.length > 0 ? [moreFields(added)] : []),
]

const keyChange = ({ key }: RecordDefinition): Change => ({
  side: 'response',
  breaking: true,
  text: `\`${key}\` is a UUID; the number of v1 is \`v1_id\``,
  todo: `Keep ids as text; read \`v1_id\` where the number is needed.`,
})

/** A place for the members that no other field has keeps the name of its column. */
const placeOf = ({ field }: ResourceField): string => field.slot.name.replace(/\.\*$/, '')

function valueChange(each: ResourceField, side: Side): readonly Change[] {
  const { shown, field } = each
  if (shown.sameValue) return []
  const place = placeOf(each)
  return [
    {
      side,
      breaking: true,
      text: `\`${place}\` is ${field.codec.describe}`,
      todo: `${side === 'request' ? 'Send' : 'Expect'} the new form of the values of \`${place}\`.`,
    },
  ]
}
