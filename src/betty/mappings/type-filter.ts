import type { Lens } from '../../api/lenses/lens.ts'
import { same, text } from '../../api/lenses/values.ts'
import type { Json } from '../../json/json.ts'
import { encodeCell } from '../../records/cell.ts'
import { wordDown, wordUp } from '../../records/codecs/word.ts'
import { knowledgeTypes } from '../vocabulary.ts'

/**
 * A v1 type is a v2 type and, where v2 cannot say it, the word in the complement, in whichever storage class
 * it was kept.
 */
export const typeFilter: Lens = {
  ...same,
  tellsPlace: true,
  changes: (side, name) => [
    {
      side,
      breaking: true,
      text: `\`${name}\` became a filter on \`knowledge_type\`, which has four values`,
      todo: 'Send `{"field": "knowledge_type", "operator": "eq", "value": …}` in `filters`; a v1 word that v2 merged with another is told apart by the second filter.',
    },
  ],
  up(value, facts) {
    const type = String(text.up(value, facts))
    const target = wordUp(knowledgeTypes, type) ?? 'document'
    const kept: Json[] = [type, encodeCell(new TextEncoder().encode(type))]
    if (/^(0|-?[1-9]\d{0,17})$/.test(type)) kept.push(BigInt(type))
    if (wordDown(knowledgeTypes, target) === type) kept.push(null)
    return [
      { field: 'knowledge_type', operator: 'eq', value: target },
      { field: 'metadata.migration.complement.type', operator: 'in', value: kept },
    ]
  },
}
