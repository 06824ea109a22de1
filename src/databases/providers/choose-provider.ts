import { createContainerProvider } from './container.ts'
import { doesEngineAnswer } from './container-engine.ts'
import { createEmbeddedProvider } from './embedded.ts'
import { createExternalProvider } from './external.ts'
import type { PostgresProvider } from './provider.ts'

/** `image` is for a container only; left out, the provider's own choice. */
export type ProviderChoice =
  | { readonly kind: 'auto' | 'container' | 'embedded'; readonly image?: string | undefined }
  | { readonly kind: 'external'; readonly url: string }

/** `auto` is a container if a container engine answers within two seconds, else the embedded server. */
export const chooseProvider = async (choice: ProviderChoice): Promise<PostgresProvider> => {
  switch (choice.kind) {
    case 'external':
      return createExternalProvider(choice.url)
    case 'container':
      return createContainerProvider(choice.image)
    case 'embedded':
      return createEmbeddedProvider()
    case 'auto':
      return (await doesEngineAnswer()) ? createContainerProvider(choice.image) : createEmbeddedProvider()
  }
}
