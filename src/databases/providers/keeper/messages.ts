import type { ErrorReport } from '../../../errors.ts'

/** What a keeper is asked to hold. The first message of a parent. */
export type KeeperOrder =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'container'; readonly image: string }
  | { readonly kind: 'external'; readonly url: string }

/** The other message that a parent may send: go on without me, until a signal ends you. */
export interface KeeperRelease {
  readonly kind: 'stay'
}

/** The one answer to an order. `adminUrl` has credentials. */
export type KeeperReply =
  | { readonly kind: 'ready'; readonly adminUrl: string; readonly tag: string }
  | { readonly kind: 'failed'; readonly report: ErrorReport }

/** Runs when the parent is done or dead, last registered first, whether or not the order was fulfilled. */
export type Undo = () => Promise<void>

/**
 * Brings up what an order asks for; registers how to undo each thing before or as soon as it exists.
 * All that it makes carries the tag in its name.
 * @returns the URL of a database from which others can be created
 */
export type Hold<Order extends KeeperOrder = KeeperOrder> = (
  order: Order,
  tag: string,
  onRelease: (undo: Undo) => void,
) => Promise<string>
